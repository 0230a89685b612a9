metadata description = 'The provider\'s server: an App Service plan on Linux and one Node.js app, which reaches everything by user-assigned identities.'

@description('Azure region of the app.')
param location string

@description('Globally unique name of the app.')
@minLength(2)
@maxLength(60)
param appName string

@description('Size of the plan.')
@allowed(['B1', 'P0v3', 'P1v3'])
param planSize string

@description('Instances that run at a time.')
@minValue(1)
@maxValue(30)
param instanceCount int

@description('Version of Node.js.')
@allowed(['22', '24'])
param nodeVersion string

@description('Command that starts the server from the deployed package.')
param startupCommand string

@description('Resource id of the user-assigned identity.')
param identityResourceId string

@description('Resource id of the identity that speaks to Teams as the bot. Empty: there is no bot.')
param botIdentityResourceId string = ''

@description('Settings of the server as name and value. Secrets are references to Key Vault, never values.')
param settings object

@description('Tags for the app and its plan.')
param tags object

var botIdentities = empty(botIdentityResourceId) ? {} : { '${botIdentityResourceId}': {} }

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${appName}-plan'
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: planSize
    capacity: instanceCount
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: appName
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: union({ '${identityResourceId}': {} }, botIdentities)
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityResourceId
    siteConfig: {
      linuxFxVersion: 'NODE|${nodeVersion}-lts'
      appCommandLine: startupCommand
      alwaysOn: true
      ftpsState: 'Disabled'
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      appSettings: [
        for setting in items(settings): {
          name: setting.key
          value: setting.value
        }
      ]
    }
  }
}

resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

@description('Address of the app.')
output url string = 'https://${app.properties.defaultHostName}'
