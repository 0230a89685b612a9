metadata description = 'The agent\'s rights that lie at the subscription, each a role of its own that can be left out.'

targetScope = 'subscription'

@description('Part of the role names that makes them unique in the tenant.')
param roleSuffix string

@description('Object id of the agent\'s identity.')
param principalId string

@description('Whether the agent may read the outcome of deletions, which Azure keeps at the subscription.')
param allowOperationStatus bool

@description('Whether the agent may read the alert rules and workbooks of the subscription, to tell which tables nobody uses.')
param allowTableUse bool

var roles = [
  {
    key: 'status'
    title: 'operation status'
    wanted: allowOperationStatus
    purpose: 'Read whether a deletion in a workspace has ended.'
    // Azure does not document this name; the address that deleteData answers with has this form.
    actions: ['Microsoft.OperationalInsights/locations/operationStatuses/read']
  }
  {
    key: 'use'
    title: 'table use'
    wanted: allowTableUse
    purpose: 'Read the queries of alert rules and workbooks, in whatever group they lie.'
    actions: [
      'Microsoft.Insights/scheduledQueryRules/read'
      'Microsoft.Insights/workbooks/read'
    ]
  }
]

module role 'subscription-role.bicep' = [
  for one in roles: if (one.wanted) {
    name: 'logdoctor-role-${one.key}-${roleSuffix}'
    params: {
      roleName: 'Log Doctor Agent - ${one.title} (${roleSuffix})'
      roleDescription: one.purpose
      actions: one.actions
      principalId: principalId
    }
  }
]
