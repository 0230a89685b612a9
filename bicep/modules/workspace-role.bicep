metadata description = 'Defines one custom role in the workspace\'s resource group and gives it to the agent on the workspace alone.'

@description('Name of the role, unique in the tenant.')
param roleName string

@description('What the role is for, as the portal shows it.')
param roleDescription string

@description('Control-plane actions that the role allows.')
param actions string[]

@description('Workspace, in the resource group that this module is deployed to.')
param workspaceName string

@description('Object id of the agent\'s identity.')
param principalId string

var home = resourceGroup().id

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

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
  name: guid(workspace.id, principalId, definition.id)
  scope: workspace
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', definition.name)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
