// The service on App Service for Linux, Node 24. Both slots run on the same settings and the same database: the new
// version proves itself on real data before the swap, and exactly one process sends at a time (a lease).
param name string
param location string
param tags object
param planSku string
param instances int
param stagingSlot bool
param identityId string
param identityClientId string

@description('Empty where there is no private network.')
param appSubnetId string
param botAppType string
param botAppId string
param tabAppId string
param teamsAppId string
param coordinators string
param cosmosEndpoint string
param cosmosDatabase string
param vaultUri string
param tuning object
param workspaceId string

// What src/config.ts reads; test/infra holds this list against it. The platform sets PORT. COSMOS_KEY is missing on
// purpose: the account takes no keys.
var settings = {
  TATE_MODE: 'production'
  MICROSOFT_APP_ID: botAppId
  MICROSOFT_APP_TENANT_ID: tenant().tenantId
  MICROSOFT_APP_TYPE: botAppType
  COSMOS_ENDPOINT: cosmosEndpoint
  COSMOS_DATABASE: cosmosDatabase
  TATE_WARD_FILE: '/home/site/wwwroot/ward.json'
  TATE_COORDINATORS: coordinators
  // In both slots the same: it is part of the tab's registration, and the staging slot serves no tab.
  TATE_HOST: app.properties.defaultHostName
  TATE_TAB_APP_ID: tabAppId
  TEAMS_APP_ID: teamsAppId
  TATE_PHONE_KEY: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/tate-phone-key)'
}

// A managed identity has no secret, and config.ts refuses one beside it.
var botSecret = botAppType == 'SingleTenant'
  ? { MICROSOFT_APP_PASSWORD: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/tate-bot-secret)' }
  : {}

var platform = {
  // Which of the app's identities DefaultAzureCredential takes.
  AZURE_CLIENT_ID: identityClientId
  NODE_ENV: 'production'
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
  WEBSITE_RUN_FROM_PACKAGE: '1'
  // A stop takes up to ten seconds (running requests end, the lease is handed on); the platform's default is five.
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: '30'
  WEBSITE_HEALTHCHECK_MAXPINGFAILURES: '5'
  // The swap waits until the new version says that it can serve.
  WEBSITE_SWAP_WARMUP_PING_PATH: '/health/ready'
  WEBSITE_SWAP_WARMUP_PING_STATUSES: '200'
}

var appSettings = union(tuning, settings, botSecret, platform)

var site = {
  serverFarmId: plan.id
  httpsOnly: true
  clientAffinityEnabled: false
  keyVaultReferenceIdentity: identityId
  virtualNetworkSubnetId: empty(appSubnetId) ? null : appSubnetId
  siteConfig: {
    linuxFxVersion: 'NODE|24-lts'
    appCommandLine: 'node --max-semi-space-size=32 --heap-growing-percent=100 src/main.ts'
    alwaysOn: true
    http20Enabled: true
    minTlsVersion: '1.2'
    scmMinTlsVersion: '1.2'
    ftpsState: 'Disabled'
    healthCheckPath: '/health/ready'
    vnetRouteAllEnabled: !empty(appSubnetId)
  }
}

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'linux'
  sku: { name: planSku, capacity: instances }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  tags: tags
  kind: 'app,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: site
}

resource appConfig 'Microsoft.Web/sites/config@2023-12-01' = {
  parent: app
  name: 'appsettings'
  properties: appSettings
}

// Uploading works with an Entra login only.
resource noPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = [for kind in ['ftp', 'scm']: {
  parent: app
  name: kind
  properties: { allow: false }
}]

resource slot 'Microsoft.Web/sites/slots@2023-12-01' = if (stagingSlot) {
  parent: app
  name: 'staging'
  location: location
  tags: tags
  kind: 'app,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: site
}

resource slotConfig 'Microsoft.Web/sites/slots/config@2023-12-01' = if (stagingSlot) {
  parent: slot
  name: 'appsettings'
  properties: appSettings
}

resource slotNoPassword 'Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies@2023-12-01' = [for kind in ['ftp', 'scm']: if (stagingSlot) {
  parent: slot
  name: kind
  properties: { allow: false }
}]

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
      { category: 'AppServiceAuditLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output host string = app.properties.defaultHostName
output siteName string = app.name
