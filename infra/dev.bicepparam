// For trying things out: small, without slot and without private network. Values that belong to a ward come from the
// environment of whoever deploys (infra/ward.env.example), so this file is the same for every ward.
using 'main.bicep'

param environmentName = 'dev'
param botAppType = readEnvironmentVariable('TATE_BOT_APP_TYPE', 'UserAssignedMSI')
param botAppId = readEnvironmentVariable('TATE_BOT_APP_ID', '')
param tabAppId = readEnvironmentVariable('TATE_TAB_APP_ID')
param teamsAppId = readEnvironmentVariable('TEAMS_APP_ID')
param coordinators = readEnvironmentVariable('TATE_COORDINATORS')
param operatorsGroupId = readEnvironmentVariable('TATE_OPERATORS_GROUP', '')
param tuning = {
  TATE_LOG_LEVEL: 'debug'
}
param cosmosAccountName = readEnvironmentVariable('TATE_COSMOS_ACCOUNT', '')
param privateNetwork = false
param planSku = 'B1'
param instances = 1
param stagingSlot = false
param maxThroughput = 0
param backupTier = 'Continuous7Days'
param logDays = 30
param botSku = 'F0'
