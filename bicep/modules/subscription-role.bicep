metadata description = 'Defines one custom role in a subscription and gives it to the agent there. Only for actions that Azure checks at the subscription.'

targetScope = 'subscription'

@description('Name of the role, unique in the tenant.')
param roleName string

@description('What the role is for, as the portal shows it.')
param roleDescription string

@description('Control-plane actions that the role allows.')
param actions string[]

@description('Object id of the agent\'s identity.')
param principalId string

var home = subscription().id

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(home, roleName)
  properties: {
    roleName: roleName
    description: roleDescription
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
  name: guid(home, principalId, definition.id)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', definition.name)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
