metadata description = 'The archive and the agent\'s own state, in one account without shared keys. Versions and soft delete keep what a mistaken overwrite replaces.'

@description('Azure region of the account. Choose the workspace\'s region: logs then stay where they are.')
param location string

@description('Globally unique name of the storage account, lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param accountName string

@description('Copies that Azure keeps. Zone-redundant kinds are left out: the Archive tier does not exist there.')
@allowed(['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS'])
param redundancy string

@description('Container for archived rows and their manifests.')
param archiveContainerName string

@description('Container for the run journal and for reports that wait to be sent.')
param stateContainerName string

@description('Days for which overwritten or deleted blobs can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int

@description('Days for which no one, not even an owner, may change or delete an archived blob. 0: no such policy. The policy is created unlocked: lock it by hand once it is known to be right.')
@minValue(0)
@maxValue(146000)
param immutabilityDays int

@description('Tags for the account.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource archive 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: archiveContainerName
  properties: {
    publicAccess: 'None'
  }
}

resource state 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: stateContainerName
  properties: {
    publicAccess: 'None'
  }
}

resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = if (immutabilityDays > 0) {
  parent: archive
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutabilityDays
    allowProtectedAppendWrites: false
  }
}

@description('Name of the account.')
output accountName string = account.name

@description('Address of the blob service, without a slash at the end.')
output accountUrl string = 'https://${account.name}.blob.${environment().suffixes.storage}'

@description('Name of the archive container, once it exists.')
output archiveContainerName string = archive.name

@description('Name of the state container, once it exists.')
output stateContainerName string = state.name
