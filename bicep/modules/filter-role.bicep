metadata description = 'Lets the agent change one data collection rule, and read its metrics, in the rule\'s own resource group.'

@description('Name of the role, unique in the tenant.')
param roleName string

@description('Control-plane actions that the role allows.')
param actions string[]

@description('Data collection rule, in the resource group that this module is deployed to.')
param collectionRuleName string

@description('Object id of the agent\'s identity.')
param principalId string

var home = resourceGroup().id

resource collectionRule 'Microsoft.Insights/dataCollectionRules@2024-03-11' existing = {
  name: collectionRuleName
}

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(home, roleName)
  properties: {
    roleName: roleName
    description: 'Filter rows of one data collection rule by its transformations.'
    type: 'CustomRole'
    permissions: [
      {
        actions: actions
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [home]
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(collectionRule.id, principalId, definition.id)
  scope: collectionRule
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', definition.name)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
