metadata description = 'Moves archived blobs to cheaper tiers as they age, and removes old versions of the agent\'s state. It deletes archived blobs only when told after how many days.'

import { tiering } from 'types.bicep'

@description('Storage account that holds the archive.')
param accountName string

@description('Container for archived rows.')
param archiveContainerName string

@description('Container for the agent\'s state.')
param stateContainerName string

@description('When archived blobs move on.')
param ages tiering

@description('Days for which older versions of the agent\'s state are kept.')
@minValue(1)
@maxValue(365)
param stateVersionDays int

var toCold = ages.coldAfterDays < 0 ? {} : { tierToCold: { daysAfterModificationGreaterThan: ages.coldAfterDays } }
var toArchive = ages.archiveAfterDays < 0 ? {} : { tierToArchive: { daysAfterModificationGreaterThan: ages.archiveAfterDays } }
var toNothing = ages.deleteAfterDays == 0 ? {} : { delete: { daysAfterCreationGreaterThan: ages.deleteAfterDays } }
var archiveActions = union(toCold, toArchive, toNothing)

var archiveRules = [
  {
    name: 'archive-by-age'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: {
        blobTypes: ['blockBlob']
        prefixMatch: ['${archiveContainerName}/']
      }
      actions: {
        baseBlob: archiveActions
      }
    }
  }
]

var stateRules = [
  {
    name: 'state-versions'
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: {
        blobTypes: ['blockBlob']
        prefixMatch: ['${stateContainerName}/']
      }
      actions: {
        version: {
          delete: {
            daysAfterCreationGreaterThan: stateVersionDays
          }
        }
      }
    }
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource policy 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: empty(archiveActions) ? stateRules : concat(archiveRules, stateRules)
    }
  }
}
