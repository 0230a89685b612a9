metadata description = 'The bot\'s registration with Azure Bot Service, and its channel to Teams. It holds no conversation and no secret: messages go to the provider, which proves itself by the bot\'s managed identity.'

@description('Globally unique name of the bot.')
@minLength(2)
@maxLength(64)
param botName string

@description('Name that people see.')
param displayName string

@description('Where Teams sends messages: the provider\'s address with /api/messages.')
param endpoint string

@description('Client id of the bot\'s user-assigned identity, which is the id of the bot.')
param appId string

@description('Resource id of that identity.')
param identityResourceId string

@description('Tags for the bot.')
param tags object

// A registration has no region: https://learn.microsoft.com/azure/bot-service/bot-service-regions
resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: botName
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: displayName
    endpoint: endpoint
    msaAppType: 'UserAssignedMSI'
    msaAppId: appId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identityResourceId
    disableLocalAuth: true
    isStreamingSupported: false
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      deploymentEnvironment: 'CommercialDeployment'
    }
  }
}
