using 'main.bicep'

param region = 'KR'
param apiClientId = '00000000-0000-0000-0000-000000000000'
// A bot in Teams that tells people of incidents; without it, a webhook does.
// param withBot = true
