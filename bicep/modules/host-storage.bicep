metadata description = 'Storage that the Functions host needs for itself: its package, its locks and timer status. Kept apart from the archive, because the host must be owner of the blobs here and may not be there.'

@description('Azure region of the account.')
param location string

@description('Globally unique name of the storage account, lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param accountName string

@description('Container that the deployed package lies in.')
@minLength(3)
@maxLength(63)
param deploymentContainerName string

@description('Tags for the account.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
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
  properties: {}
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: deploymentContainerName
  properties: {
    publicAccess: 'None'
  }
}

@description('Name of the account.')
output accountName string = account.name

@description('Address of the container that the package lies in.')
output deploymentContainerUrl string = '${account.properties.primaryEndpoints.blob}${deployment.name}'

@description('Addresses of the services that the Functions host uses.')
output endpoints { blob: string, queue: string, table: string } = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}
