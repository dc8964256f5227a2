// Everything that Tate needs in one resource group of the ward's own subscription.
// No secret passes through here: secrets.sh writes them into the key vault, and the app reads them from there.
targetScope = 'resourceGroup'

@description('Part of every name.')
@allowed(['dev', 'prod'])
param environmentName string

@description('Region of everything except the bot registration, which Azure keeps in "global".')
param location string = resourceGroup().location

@description('Beginning of every name; 3 to 8 small letters.')
@minLength(3)
@maxLength(8)
param prefix string = 'tate'

@description('How the bot is registered. A managed identity has no secret that could leak or run out.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botAppType string = 'UserAssignedMSI'

@description('Client id of the bot registration in Entra ID; only for SingleTenant.')
param botAppId string = ''

@description('Client id of the tab registration in Entra ID; never the bot\'s.')
@minLength(36)
param tabAppId string

@description('Id of the app package in Teams (TEAMS_APP_ID), for links into the tab.')
@minLength(36)
param teamsAppId string

@description('Entra object ids of the coordinators (総務課), comma-separated.')
@minLength(36)
param coordinators string

@description('Entra object id of the group that may write secrets into the key vault; empty for nobody.')
param operatorsGroupId string = ''

@description('Mail addresses that are told when something is wrong, comma-separated; none means no alert rules.')
param alertEmails string = ''

@description('Optional settings of src/config.ts by name, for example TATE_WORKDAY_END.')
param tuning object = {}

@description('Keeps Cosmos DB, key vault and storage off the internet: reachable from the app and from administrators only.')
param privateNetwork bool

@description('Addresses or ranges, comma-separated, from which the key vault may be administered when the network is private.')
param administratorRanges string = ''

@description('Of the private network; must not overlap with a network that it will be peered with.')
param addressSpace string = '10.90.0.0/24'

@description('Size of the App Service plan. Slots need P0v3 or larger (or S1).')
param planSku string

@description('How many processes serve. One of them sends at a time; all of them answer.')
@minValue(1)
@maxValue(10)
param instances int

@description('A second slot, in which a new version proves itself before it takes over.')
param stagingSlot bool

@description('Highest throughput of the database in RU/s, shared by its containers (autoscale); 0 means serverless.')
param maxThroughput int

@description('Name of the database account; empty for the usual one. After a restore, the name of the restored account.')
param cosmosAccountName string = ''

@description('Days for which the database can be put back to any second.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param backupTier string

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('F0 costs nothing, S1 has an agreed availability. Messages in Teams are free in both.')
@allowed(['F0', 'S1'])
param botSku string

var suffix = uniqueString(resourceGroup().id)
var name = '${prefix}-${environmentName}'
var emails = filter(split(alertEmails, ','), email => !empty(email))
var ranges = filter(split(administratorRanges, ','), range => !empty(range))
var cosmosName = empty(cosmosAccountName) ? '${name}-cosmos-${suffix}' : cosmosAccountName
var tags = { application: 'tate', environment: environmentName }

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: '${name}-id', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { name: name, location: location, tags: tags, logDays: logDays }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: { name: '${name}-vnet', location: location, tags: tags, addressSpace: addressSpace }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    name: cosmosName
    location: location
    tags: tags
    databaseName: 'tate'
    principalId: identity.outputs.principalId
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    maxThroughput: maxThroughput
    backupTier: backupTier
    undeletable: environmentName == 'prod'
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('${prefix}${environmentName}${suffix}', 24)
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'vault'
  params: {
    name: take('${prefix}-${environmentName}-${suffix}', 24)
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    operatorsGroupId: operatorsGroupId
    closed: privateNetwork
    administratorRanges: ranges
    workspaceId: monitoring.outputs.workspaceId
  }
}

module cosmosEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'cosmos-endpoint'
  params: {
    name: '${cosmosName}-pe'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    targetId: cosmos.outputs.accountId
    groupId: 'Sql'
    zoneId: network!.outputs.cosmosZoneId
  }
}

module storageEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'storage-endpoint'
  params: {
    name: '${name}-blob-pe'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    targetId: storage.outputs.accountId
    groupId: 'blob'
    zoneId: network!.outputs.blobZoneId
  }
}

module vaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  name: 'vault-endpoint'
  params: {
    name: '${name}-vault-pe'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    targetId: vault.outputs.vaultId
    groupId: 'vault'
    zoneId: network!.outputs.vaultZoneId
  }
}

var appId = botAppType == 'UserAssignedMSI' ? identity.outputs.clientId : botAppId

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    name: '${name}-${suffix}'
    location: location
    tags: tags
    planSku: planSku
    instances: instances
    stagingSlot: stagingSlot
    identityId: identity.outputs.identityId
    identityClientId: identity.outputs.clientId
    appSubnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    botAppType: botAppType
    botAppId: appId
    tabAppId: tabAppId
    teamsAppId: teamsAppId
    coordinators: coordinators
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.databaseName
    vaultUri: vault.outputs.vaultUri
    tuning: tuning
    workspaceId: monitoring.outputs.workspaceId
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${name}-bot-${suffix}'
    tags: tags
    sku: botSku
    appType: botAppType
    appId: appId
    identityId: identity.outputs.identityId
    host: web.outputs.host
  }
}

module alerts 'modules/alerts.bicep' = if (!empty(emails)) {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    emails: emails
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
    cosmosId: cosmos.outputs.accountId
    host: web.outputs.host
  }
}

@description('Host name of the service: TATE_HOST of the app package.')
output host string = web.outputs.host

@description('Client id of the bot: MICROSOFT_APP_ID of the app package.')
output botAppId string = appId

@description('For secrets.sh, upload.sh and the runbook.')
output siteName string = web.outputs.siteName
output vaultName string = vault.outputs.vaultName
output cosmosAccount string = cosmos.outputs.accountName
