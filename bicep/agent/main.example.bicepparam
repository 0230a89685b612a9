using 'main.bicep'

param workspaceName = 'contoso-logs'
param workspaceResourceGroup = 'contoso-monitoring'

// The provider gives these four.
param providerUrl = 'https://logdoctor.example.com'
param providerScope = 'api://00000000-0000-0000-0000-000000000000/.default'
param bundleKeys = [
  {
    kty: 'OKP'
    crv: 'Ed25519'
    kid: 'example-2026-01'
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
  }
]
param enrolmentCode = readEnvironmentVariable('LOGDOCTOR_ENROLMENT_CODE', '')

// Start by watching: nothing is changed or deleted until this is false.
param dryRunOnly = true
param protectedTables = [
  'SecurityEvent'
  'SigninLogs'
  'AuditLogs'
]
param maxRowsDeletedPerRun = 1000000
param minTotalRetentionDays = 90
