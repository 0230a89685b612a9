metadata description = 'The provider\'s store: one Cosmos DB account that takes Entra tokens only, its database and its containers.'

@description('Azure region of the account, and the only one that holds its data.')
param location string

@description('Globally unique name of the account.')
@minLength(3)
@maxLength(44)
param accountName string

@description('Name of the database.')
param databaseName string

@description('Containers: their id, and the seconds after which a document goes (-1: only documents that say so themselves).')
param containers { id: string, defaultTtl: int }[]

@description('serverless: billed by request. autoscale: billed by the hour, up to a ceiling that all containers share.')
@allowed(['serverless', 'autoscale'])
param capacityMode string

@description('Most request units a second, for autoscale.')
@minValue(1000)
@maxValue(1000000)
param maxThroughput int

@description('Continuous7Days and Continuous30Days restore to any second; Periodic to the backup of every four hours, kept for two weeks.')
@allowed(['Continuous7Days', 'Continuous30Days', 'Periodic'])
param backup string

@description('Object id of the identity that reads and writes documents.')
param principalId string

@description('Tags for the account.')
param tags object

// Cosmos DB Built-in Data Contributor: https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security
var dataContributor = '00000000-0000-0000-0000-000000000002'

var continuousBackup = {
  type: 'Continuous'
  continuousModeProperties: {
    tier: backup
  }
}
var periodicBackup = {
  type: 'Periodic'
  periodicModeProperties: {
    backupIntervalInMinutes: 240
    backupRetentionIntervalInHours: 336
    backupStorageRedundancy: 'Local'
  }
}

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: accountName
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: false
      }
    ]
    consistencyPolicy: {
      defaultConsistencyLevel: 'Strong'
    }
    capabilities: capacityMode == 'serverless' ? [{ name: 'EnableServerless' }] : []
    backupPolicy: backup == 'Periodic' ? periodicBackup : continuousBackup
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: {
      id: databaseName
    }
    options: capacityMode == 'serverless' ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

// One at a time: Cosmos DB refuses some of the many that would otherwise be made at once.
@batchSize(1)
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-04-15' = [
  for item in containers: {
    parent: database
    name: item.id
    properties: {
      resource: {
        id: item.id
        partitionKey: {
          kind: 'Hash'
          paths: ['/tenantId']
          version: 2
        }
        defaultTtl: item.defaultTtl
      }
    }
  }
]

resource dataAccess 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    principalId: principalId
    scope: account.id
  }
}

@description('Address of the account.')
output endpoint string = account.properties.documentEndpoint
