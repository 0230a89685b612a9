using 'main.bicep'

param region = 'KR'
param apiClientId = '00000000-0000-0000-0000-000000000000'
