metadata description = 'Log Doctor\'s provider: the control plane of one region. It holds policies, leases and reports, and has no access to any customer\'s logs.'

targetScope = 'resourceGroup'

@description('Region whose tenants this deployment serves. Their data stays in it.')
@allowed(['KR', 'JP'])
param region string

@description('Azure region of every resource. The default follows the region: Korea Central or Japan East.')
param location string = region == 'KR' ? 'koreacentral' : 'japaneast'

@description('Start of every resource name: lower-case letters and digits.')
@minLength(3)
@maxLength(9)
param namePrefix string = 'logdoctor'

@description('Tags for every resource.')
param tags object = {}

@description('Application id of the provider\'s API: the audience of every token that it takes.')
@minLength(36)
@maxLength(36)
param apiClientId string

@description('Public keys that signed bundles before, as JSON Web Keys. Agents still take what they signed.')
param earlierKeys object[] = []

@description('Origins that may call the API from a browser.')
param corsOrigins string[] = []

@description('Application id of the tab that people sign in to. Empty: no tab.')
param tabClientId string = ''

@description('Page of an incident that notifications link to, with {id} in it. Empty: that of the tab which this server serves.')
param incidentUrl string = ''

@description('Whether people are told of incidents by a bot in Teams. It is registered in no region; a webhook needs none of this.')
param withBot bool = false

@description('Tenants that may use the bot. Empty: the one of this deployment.')
param botTenants string[] = []

@description('Address that pages about errors are published under.')
param problemBase string = 'https://logdoctor.example/errors'

@description('How Cosmos DB is billed: by request (serverless), or by the hour up to a ceiling (autoscale).')
@allowed(['serverless', 'autoscale'])
param cosmosCapacityMode string = 'serverless'

@description('Most request units a second of the whole database, for autoscale.')
@minValue(1000)
@maxValue(1000000)
param cosmosMaxThroughput int = 4000

@description('How far back the store can be restored. Periodic: every four hours, kept for two weeks.')
@allowed(['Continuous7Days', 'Continuous30Days', 'Periodic'])
param cosmosBackup string = 'Continuous30Days'

@description('Size of the App Service plan.')
@allowed(['B1', 'P0v3', 'P1v3'])
param planSize string = 'P0v3'

@description('Instances of the server that run at a time.')
@minValue(1)
@maxValue(30)
param instanceCount int = 2

@description('Version of Node.js.')
@allowed(['22', '24'])
param nodeVersion string = '24'

@description('Command that starts the server from the deployed package.')
param startupCommand string = 'node server.js'

@description('Name of the Key Vault secret with the key that signs policy bundles.')
param signingKeyName string = 'bundle-signing-key'

@description('Name of the Key Vault secret with the key that encrypts webhooks and signs cards.')
param notifyKeyName string = 'notify-key'

var suffix = take(uniqueString(resourceGroup().id, namePrefix), 8)
var databaseName = 'logdoctor'
var appName = '${namePrefix}-provider-${toLower(region)}-${suffix}'
var tabSettings = empty(tabClientId) ? {} : { TAB_CLIENT_ID: tabClientId }
var usedIncidentUrl = empty(incidentUrl) ? 'https://${appName}.azurewebsites.net/tab/#/detect/incidents/{id}' : incidentUrl

// No secret: without BOT_CLIENT_SECRET the server is the bot by its managed identity.
var botSettings = withBot
  ? {
      BOT_APP_ID: botIdentity!.properties.clientId
      BOT_TENANT_ID: tenant().tenantId
      BOT_TENANTS: join(botTenants, ',')
    }
  : {}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${namePrefix}-provider-${suffix}'
  location: location
  tags: tags
  properties: {}
}

// Apart from the server's own: what reaches the store and the keys must not be what speaks to Teams.
resource botIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = if (withBot) {
  name: '${namePrefix}-bot-${suffix}'
  location: location
  tags: tags
  properties: {}
}

module cosmos '../modules/cosmos.bicep' = {
  name: 'logdoctor-cosmos'
  params: {
    location: location
    accountName: '${namePrefix}-${toLower(region)}-${suffix}'
    databaseName: databaseName
    containers: loadJsonContent('cosmos-containers.json')
    capacityMode: cosmosCapacityMode
    maxThroughput: cosmosMaxThroughput
    backup: cosmosBackup
    principalId: identity.properties.principalId
    tags: tags
  }
}

module keyVault '../modules/key-vault.bicep' = {
  name: 'logdoctor-key-vault'
  params: {
    location: location
    vaultName: '${namePrefix}-${toLower(region)}-${suffix}'
    principalId: identity.properties.principalId
    tags: tags
  }
}

module webApp '../modules/web-app.bicep' = {
  name: 'logdoctor-web-app'
  params: {
    location: location
    appName: appName
    planSize: planSize
    instanceCount: instanceCount
    nodeVersion: nodeVersion
    startupCommand: startupCommand
    identityResourceId: identity.id
    botIdentityResourceId: withBot ? botIdentity!.id : ''
    settings: union(tabSettings, botSettings, {
      HOST: '0.0.0.0'
      API_AUDIENCE: apiClientId
      STORE: 'cosmos'
      COSMOS_ENDPOINT: cosmos.outputs.endpoint
      COSMOS_DATABASE: databaseName
      AZURE_CLIENT_ID: identity.properties.clientId
      BUNDLE_SIGNING_KEY: '@Microsoft.KeyVault(SecretUri=${keyVault.outputs.vaultUri}secrets/${signingKeyName})'
      BUNDLE_EARLIER_KEYS: string(earlierKeys)
      NOTIFY_KEY: '@Microsoft.KeyVault(SecretUri=${keyVault.outputs.vaultUri}secrets/${notifyKeyName})'
      INCIDENT_URL: usedIncidentUrl
      PROBLEM_BASE: problemBase
      CORS_ORIGINS: join(corsOrigins, ',')
    })
    tags: tags
  }
}

module bot '../modules/bot.bicep' = if (withBot) {
  name: 'logdoctor-bot'
  params: {
    botName: '${namePrefix}-bot-${toLower(region)}-${suffix}'
    displayName: 'Log Doctor'
    endpoint: '${webApp.outputs.url}/api/messages'
    appId: botIdentity!.properties.clientId
    identityResourceId: botIdentity!.id
    tags: tags
  }
}

@description('Address of the provider.')
output url string = webApp.outputs.url

@description('Client id of the bot, for the app package of Teams. Empty: there is no bot.')
output botAppId string = withBot ? botIdentity!.properties.clientId : ''

@description('Vault that the keys are put into.')
output vaultUri string = keyVault.outputs.vaultUri
