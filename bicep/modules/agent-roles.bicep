metadata description = 'Every right that the agent has: the actions of its custom roles, and who gets which role where. Those on data collection rules stand in filter-roles.bicep, those at the subscription in agent-subscription-roles.bicep.'

@description('Part of the role names that makes them unique in the tenant.')
param roleSuffix string

@description('Object id of the agent\'s identity.')
param principalId string

@description('Workspace that the agent looks after.')
param workspaceName string

@description('Resource group of the workspace.')
param workspaceResourceGroup string

@description('Subscription of the workspace.')
param workspaceSubscriptionId string

@description('Whether the agent may change tables and delete rows. Without it, it can only read and archive.')
param allowRetain bool

@description('Whether the agent may use the Purge API. Only privacy requests need it.')
param allowPurge bool

@description('Whether the agent may read the outcome of deletions, which Azure keeps at the subscription.')
param allowOperationStatus bool

@description('Whether the agent may read the alert rules and workbooks of the subscription, to tell which tables nobody uses.')
param allowTableUse bool

@description('Data collection rules that Filter may change, by their ARM ids.')
param filterRuleIds string[]

@description('Storage account of the archive.')
param archiveAccountName string

@description('Container for archived rows.')
param archiveContainerName string

@description('Container for the agent\'s state.')
param stateContainerName string

@description('Storage account of the Functions host.')
param hostAccountName string

@description('Application Insights component that takes the agent\'s telemetry; empty when there is none.')
param componentName string

// What the agent may do to the workspace, one role for each feature, so that reading can be installed alone.
var workspaceRoles = [
  {
    key: 'read'
    wanted: true
    purpose: 'Query the logs of one workspace and read its tables\' settings.'
    actions: [
      'Microsoft.OperationalInsights/workspaces/read'
      'Microsoft.OperationalInsights/workspaces/query/read'
      'Microsoft.OperationalInsights/workspaces/query/*/read'
      'Microsoft.OperationalInsights/workspaces/tables/read'
      // Where queries are kept: Prevent tells from them which tables nobody uses.
      'Microsoft.OperationalInsights/workspaces/savedSearches/read'
      'Microsoft.OperationalInsights/workspaces/summaryLogs/read'
      'Microsoft.SecurityInsights/alertRules/read'
    ]
  }
  {
    key: 'retain'
    wanted: allowRetain
    purpose: 'Set the retention of tables and delete archived rows.'
    actions: [
      'Microsoft.OperationalInsights/workspaces/tables/write'
      'Microsoft.OperationalInsights/workspaces/tables/deleteData/action'
    ]
  }
  {
    key: 'purge'
    wanted: allowRetain && allowPurge
    purpose: 'Purge rows for privacy requests.'
    actions: [
      'Microsoft.OperationalInsights/workspaces/purge/action'
      'Microsoft.OperationalInsights/workspaces/operations/read' // Follows a purge. Azure does not document this name.
    ]
  }
]

// No delete: what is archived stays until the lifecycle rule or a person removes it.
var archiveDataActions = [
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
]

module workspaceRole 'workspace-role.bicep' = [
  for role in workspaceRoles: if (role.wanted) {
    name: 'logdoctor-role-${role.key}-${roleSuffix}'
    scope: resourceGroup(workspaceSubscriptionId, workspaceResourceGroup)
    params: {
      roleName: 'Log Doctor Agent - ${role.key} (${roleSuffix})'
      roleDescription: role.purpose
      actions: role.actions
      workspaceName: workspaceName
      principalId: principalId
    }
  }
]

module subscriptionRoles 'agent-subscription-roles.bicep' = {
  name: 'logdoctor-roles-subscription-${roleSuffix}'
  scope: subscription(workspaceSubscriptionId)
  params: {
    roleSuffix: roleSuffix
    principalId: principalId
    allowOperationStatus: allowRetain && allowOperationStatus
    allowTableUse: allowTableUse
  }
}

module filterRoles 'filter-roles.bicep' = {
  name: 'logdoctor-roles-filter-${roleSuffix}'
  params: { roleSuffix: roleSuffix, principalId: principalId, ruleIds: filterRuleIds }
}

module archiveRole 'archive-roles.bicep' = {
  name: 'logdoctor-role-archive-${roleSuffix}'
  params: {
    roleName: 'Log Doctor Agent - archive (${roleSuffix})'
    dataActions: archiveDataActions
    accountName: archiveAccountName
    archiveContainerName: archiveContainerName
    stateContainerName: stateContainerName
    principalId: principalId
  }
}

module hostRoles 'host-roles.bicep' = {
  name: 'logdoctor-role-host-${roleSuffix}'
  params: {
    accountName: hostAccountName
    componentName: componentName
    principalId: principalId
  }
}
