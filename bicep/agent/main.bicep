metadata description = 'Log Doctor\'s agent in the customer\'s tenant: one function app, its identity, its storage, its rights on one workspace, and the ceiling that no policy can exceed.'

import { publicKey, tiering } from '../modules/types.bicep'

// What to look after.
@description('Region of the agent and its archive. Choose the workspace\'s region, so that logs stay there.')
param location string = resourceGroup().location

@description('Start of every resource name: lower-case letters and digits.')
@minLength(3)
@maxLength(9)
param namePrefix string = 'logdoctor'

@description('Tags for every resource.')
param tags object = {}

@description('Log Analytics workspace that the agent looks after.')
param workspaceName string

@description('Resource group of the workspace.')
param workspaceResourceGroup string = resourceGroup().name

@description('Subscription of the workspace.')
param workspaceSubscriptionId string = subscription().subscriptionId

// Whom to ask.
@description('Address of the provider, without a slash at the end.')
@minLength(9)
param providerUrl string

@description('Token scope of the provider\'s API, such as api://<application id>/.default.')
@minLength(10)
param providerScope string

@description('Keys that policy bundles must be signed with. The agent takes no other, whatever the provider says.')
@minLength(1)
param bundleKeys publicKey[]

@description('One-time enrolment code from the provider. Leave it empty once the agent is enrolled.')
@secure()
param enrolmentCode string = ''

// The ceiling: no policy bundle can widen it, and the provider can only read it.

@description('Tables that are never shrunk.')
param protectedTables string[] = []

@description('Most rows that one run may delete.')
@minValue(0)
param maxRowsDeletedPerRun int = 10000000

@description('Most that a filter may drop of a table, in percent.')
@minValue(0)
@maxValue(100)
param maxDropRatePercent int = 50

@description('Jobs that never run.')
param jobsOff ('retain' | 'prevent' | 'detect' | 'filter')[] = []

@description('Whether the agent only reports what it would do.')
param dryRunOnly bool = false

@description('Whether a policy may use the Purge API. It also decides whether the agent has the right to.')
param allowPurge bool = false

@description('Total retention, in days, below which no table is ever set.')
@minValue(4)
@maxValue(4383)
param minTotalRetentionDays int = 31

@description('Detection patterns that stay on with their own threshold and without exceptions, by name of the pattern.')
param lockedPatterns string[] = []

@description('Most exceptions to detection patterns that are applied.')
@minValue(0)
@maxValue(500)
param maxPatternExceptions int = 50

// The rights. All of them stand in ../modules/agent-roles.bicep.
@description('Whether the agent gets the right to change tables and delete rows. Without it, it can only read and archive.')
param allowRetain bool = true

@description('Whether the agent may read the outcome of deletions, which Azure keeps at the subscription. Whoever deploys then needs to assign roles there.')
param allowOperationStatus bool = true

@description('Whether the agent may read the alert rules and workbooks of the subscription. Without it, Prevent never calls a table unused. Whoever deploys then needs to assign roles there.')
param allowTableUse bool = true

@description('Data collection rules that Filter may change, by their ARM ids. The agent gets a role on these and on no others.')
param filterRuleIds string[] = []

// The archive.
@description('Copies that Azure keeps of the archive.')
@allowed(['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS'])
param archiveRedundancy string = 'Standard_LRS'

@description('Where archived blobs start and when they move to cheaper tiers. Nothing is deleted by default.')
param archiveTiering tiering = {
  firstTier: 'cool'
  coldAfterDays: 90
  archiveAfterDays: -1
  deleteAfterDays: 0
}

@description('Days for which no one may change or delete an archived blob. 0: no such policy. It is created unlocked.')
@minValue(0)
@maxValue(146000)
param archiveImmutabilityDays int = 0

@description('Days for which overwritten or deleted blobs can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 14

// The function app.
@description('Version of Node.js.')
@allowed(['22', '24'])
param nodeVersion string = '22'

@description('Memory of one instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at a time; 40 is the smallest number that Azure takes.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How often the agent asks for work: second, minute, hour, day, month, weekday, in UTC.')
param schedule string = '0 */5 * * * *'

@description('Seconds that one run may take before it stops and goes on at the next tick. The host ends it after 1,800.')
@minValue(60)
@maxValue(1500)
param timeBudgetSeconds int = 1200

@description('Address of the package, a file named released-package.zip that can be fetched without a token. Empty: the package is put there later.')
@secure()
param packageUri string = ''

@description('Whether the agent writes its own telemetry to the workspace. It is billed like any other log.')
param telemetry bool = false

@description('Log Analytics query endpoint.')
param logsEndpoint string = 'https://api.loganalytics.azure.com/v1'

@description('Token scope for queries.')
param logsScope string = 'https://api.loganalytics.io/.default'

@description('Token scope for blobs.')
param storageScope string = 'https://storage.azure.com/.default'

var suffix = take(uniqueString(resourceGroup().id, namePrefix), 8)
var appName = '${namePrefix}-agent-${suffix}'
var arm = environment().resourceManager
var armEndpoint = endsWith(arm, '/') ? take(arm, length(arm) - 1) : arm

// Bicep has no fractions: 5 becomes 0.05, 50 becomes 0.50, 100 becomes 1.
var maxDropRate = maxDropRatePercent == 100 ? '1' : '0.${padLeft(maxDropRatePercent, 2, '0')}'
var ceiling = {
  protectedTables: protectedTables
  maxRowsDeletedPerRun: maxRowsDeletedPerRun
  maxDropRate: json(maxDropRate)
  jobsOff: jobsOff
  dryRunOnly: dryRunOnly
  allowPurge: allowPurge
  minTotalRetentionDays: minTotalRetentionDays
  lockedPatterns: lockedPatterns
  maxPatternExceptions: maxPatternExceptions
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
  scope: resourceGroup(workspaceSubscriptionId, workspaceResourceGroup)
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: appName
  location: location
  tags: tags
  properties: {}
}

module hostStorage '../modules/host-storage.bicep' = {
  name: 'logdoctor-host-storage'
  params: { location: location, accountName: toLower('${namePrefix}host${suffix}'), deploymentContainerName: 'deployment', tags: tags }
}

module archiveStorage '../modules/archive-storage.bicep' = {
  name: 'logdoctor-archive-storage'
  params: {
    location: location
    accountName: toLower('${namePrefix}logs${suffix}')
    redundancy: archiveRedundancy
    archiveContainerName: 'archive'
    stateContainerName: 'logdoctor-state'
    softDeleteDays: softDeleteDays
    immutabilityDays: archiveImmutabilityDays
    tags: tags
  }
}

module archiveLifecycle '../modules/archive-lifecycle.bicep' = {
  name: 'logdoctor-archive-lifecycle'
  params: {
    accountName: archiveStorage.outputs.accountName
    archiveContainerName: archiveStorage.outputs.archiveContainerName
    stateContainerName: archiveStorage.outputs.stateContainerName
    ages: archiveTiering
    stateVersionDays: softDeleteDays
  }
}

module appInsights '../modules/app-insights.bicep' = if (telemetry) {
  name: 'logdoctor-app-insights'
  params: { location: workspace.location, componentName: '${appName}-telemetry', workspaceResourceId: workspace.id, tags: tags }
}

module roles '../modules/agent-roles.bicep' = {
  name: 'logdoctor-roles'
  params: {
    roleSuffix: suffix
    principalId: identity.properties.principalId
    workspaceName: workspaceName
    workspaceResourceGroup: workspaceResourceGroup
    workspaceSubscriptionId: workspaceSubscriptionId
    allowRetain: allowRetain
    allowPurge: allowPurge
    allowOperationStatus: allowOperationStatus
    allowTableUse: allowTableUse
    filterRuleIds: filterRuleIds
    archiveAccountName: archiveStorage.outputs.accountName
    archiveContainerName: archiveStorage.outputs.archiveContainerName
    stateContainerName: archiveStorage.outputs.stateContainerName
    hostAccountName: hostStorage.outputs.accountName
    componentName: telemetry ? appInsights!.outputs.componentName : ''
  }
}

var enrolment = empty(enrolmentCode) ? {} : { LOGDOCTOR_ENROLMENT_CODE: enrolmentCode }
var settings = union(enrolment, {
  LOGDOCTOR_PROVIDER_URL: providerUrl
  LOGDOCTOR_PROVIDER_SCOPE: providerScope
  LOGDOCTOR_TENANT_ID: tenant().tenantId
  LOGDOCTOR_WORKSPACE_RESOURCE_ID: workspace.id
  LOGDOCTOR_WORKSPACE_ID: workspace.properties.customerId
  LOGDOCTOR_REGION: workspace.location
  LOGDOCTOR_ARCHIVE_ACCOUNT_URL: archiveStorage.outputs.accountUrl
  LOGDOCTOR_ARCHIVE_CONTAINER: archiveStorage.outputs.archiveContainerName
  LOGDOCTOR_STATE_CONTAINER: archiveStorage.outputs.stateContainerName
  LOGDOCTOR_ARCHIVE_TIER: archiveTiering.firstTier
  LOGDOCTOR_BUNDLE_KEYS: string({ keys: bundleKeys })
  LOGDOCTOR_CLIENT_ID: identity.properties.clientId
  LOGDOCTOR_CEILING: string(ceiling)
  LOGDOCTOR_FILTER_RULES: string(filterRuleIds)
  LOGDOCTOR_LOGS_ENDPOINT: logsEndpoint
  LOGDOCTOR_LOGS_SCOPE: logsScope
  LOGDOCTOR_ARM_ENDPOINT: armEndpoint
  LOGDOCTOR_ARM_SCOPE: '${armEndpoint}/.default'
  LOGDOCTOR_STORAGE_SCOPE: storageScope
  LOGDOCTOR_SCHEDULE: schedule
  LOGDOCTOR_TIME_BUDGET_SECONDS: string(timeBudgetSeconds)
})

module functionApp '../modules/function-app.bicep' = {
  name: 'logdoctor-function-app'
  params: {
    location: location
    appName: appName
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    identityResourceId: identity.id
    identityClientId: identity.properties.clientId
    hostEndpoints: hostStorage.outputs.endpoints
    deploymentContainerUrl: hostStorage.outputs.deploymentContainerUrl
    telemetryConnectionString: telemetry ? appInsights!.outputs.connectionString : ''
    agentSettings: settings
    tags: tags
  }
  // The host reads its storage as soon as it starts.
  dependsOn: [roles]
}

module package '../modules/one-deploy.bicep' = if (!empty(packageUri)) {
  name: 'logdoctor-package'
  params: { location: location, functionAppName: functionApp.outputs.appName, packageUri: packageUri }
  dependsOn: [roles]
}

@description('Name of the function app.')
output functionAppName string = functionApp.outputs.appName

@description('Object id of the agent\'s identity: the provider enrols it, and it takes the app role Agent.Report.')
output principalId string = identity.properties.principalId

@description('Address of the archive.')
output archiveAccountUrl string = archiveStorage.outputs.accountUrl
