metadata description = 'Keeps the key that signs policy bundles and the one of notifications. They are secrets, not Key Vault keys: Key Vault has no Ed25519.'

@description('Azure region of the vault.')
param location string

@description('Globally unique name of the vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Object id of the identity that reads the keys.')
param principalId string

@description('Tags for the vault.')
param tags object

// Built-in: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }
}

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Address of the vault, with a slash at the end.')
output vaultUri string = vault.properties.vaultUri
