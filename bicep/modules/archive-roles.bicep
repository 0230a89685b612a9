metadata description = 'The agent\'s rights on its storage: archived rows may be written and read but not deleted, its own state may be rewritten.'

@description('Name of the custom role for the archive, unique in the tenant.')
param roleName string

@description('Data actions that the custom role allows.')
param dataActions string[]

@description('Storage account of the archive, in the resource group that this module is deployed to.')
param accountName string

@description('Container for archived rows.')
param archiveContainerName string

@description('Container for the agent\'s state.')
param stateContainerName string

@description('Object id of the agent\'s identity.')
param principalId string

var home = resourceGroup().id

// Built-in: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource archive 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  parent: blobs
  name: archiveContainerName
}

resource state 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  parent: blobs
  name: stateContainerName
}

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(home, roleName)
  properties: {
    roleName: roleName
    description: 'Add and read archived logs; never delete them.'
    type: 'CustomRole'
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: dataActions
        notDataActions: []
      }
    ]
    assignableScopes: [home]
  }
}

resource archiveAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(archive.id, principalId, definition.id)
  scope: archive
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', definition.name)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource stateAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(state.id, principalId, storageBlobDataContributor)
  scope: state
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
