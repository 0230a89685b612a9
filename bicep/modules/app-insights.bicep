metadata description = 'Telemetry of the agent itself, in the customer\'s own workspace. It takes Entra tokens only.'

@description('Azure region of the component: that of the workspace.')
param location string

@description('Name of the component.')
param componentName string

@description('Resource id of the workspace that keeps the telemetry.')
param workspaceResourceId string

@description('Tags for the component.')
param tags object

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceResourceId
    DisableLocalAuth: true
  }
}

@description('Name of the component.')
output componentName string = component.name

@description('Where telemetry goes. It names the component and holds no key that opens it.')
output connectionString string = component.properties.ConnectionString
