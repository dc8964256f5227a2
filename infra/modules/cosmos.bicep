// The database. Containers, partition keys and indexes are those of src/store/: cosmos-containers.json is made from
// the code, and test/infra holds the two against each other. Free text is in no index.
param name string
param location string
param tags object
param databaseName string
param principalId string

@allowed(['Enabled', 'Disabled'])
param publicNetworkAccess string
param maxThroughput int
param backupTier string

@description('A lock against deleting the account, for anybody, until the lock is taken away.')
param undeletable bool
param workspaceId string

var containers = loadJsonContent('../cosmos-containers.json')
var serverless = maxThroughput == 0

// Built in: Cosmos DB Built-in Data Contributor. Documents only; it can neither make nor change a container.
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      { locationName: location, failoverPriority: 0, isZoneRedundant: false }
    ]
    // What one process has written every other reads at once, as with the stores that Tate was tested on. In one
    // region this costs twice the request units of a read and no time.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: publicNetworkAccess
    enableAutomaticFailover: false
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backupTier }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: { id: databaseName }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [for item in containers: {
  parent: database
  name: item.id
  properties: {
    resource: {
      id: item.id
      partitionKey: { paths: item.partitionKey.paths, kind: 'Hash', version: 2 }
      indexingPolicy: item.indexingPolicy
    }
  }
}]

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    principalId: principalId
    scope: account.id
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (undeletable) {
  scope: account
  name: 'records'
  properties: { level: 'CanNotDelete', notes: 'Holds the records of the ward.' }
}

// Who changed keys, roles or network of the account. Requests for data are left out: they carry ids of documents.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ControlPlaneRequests', enabled: true }
    ]
    metrics: [
      { category: 'Requests', enabled: true }
    ]
  }
}

output accountId string = account.id
output accountName string = account.name
output databaseName string = database.name
output endpoint string = account.properties.documentEndpoint
