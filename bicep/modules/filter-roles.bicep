metadata description = 'The agent\'s rights on chosen data collection rules: one role for each rule, on that rule alone.'

@description('Part of the role names that makes them unique in the tenant.')
param roleSuffix string

@description('Object id of the agent\'s identity.')
param principalId string

@description('Data collection rules, by their ARM ids.')
param ruleIds string[]

// No delete, and no diagnostic settings.
var actions = [
  'Microsoft.Insights/dataCollectionRules/read'
  'Microsoft.Insights/dataCollectionRules/write'
  'Microsoft.Insights/MetricDefinitions/Read'
  'Microsoft.Insights/Metrics/Read'
]

// Segments of /subscriptions/{2}/resourceGroups/{4}/providers/Microsoft.Insights/dataCollectionRules/{8}.
module filterRole 'filter-role.bicep' = [
  for id in ruleIds: {
    name: 'logdoctor-role-filter-${take(uniqueString(id), 8)}-${roleSuffix}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      roleName: 'Log Doctor Agent - filter ${split(id, '/')[8]} (${roleSuffix})'
      actions: actions
      collectionRuleName: split(id, '/')[8]
      principalId: principalId
    }
  }
]
