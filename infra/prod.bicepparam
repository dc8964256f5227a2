// For the ward. Values that belong to a ward come from the environment of whoever deploys (infra/ward.env.example),
// so this file is the same for every ward.
using 'main.bicep'

param environmentName = 'prod'
param botAppType = readEnvironmentVariable('TATE_BOT_APP_TYPE', 'UserAssignedMSI')
param botAppId = readEnvironmentVariable('TATE_BOT_APP_ID', '')
param tabAppId = readEnvironmentVariable('TATE_TAB_APP_ID')
param teamsAppId = readEnvironmentVariable('TEAMS_APP_ID')
param coordinators = readEnvironmentVariable('TATE_COORDINATORS')
param operatorsGroupId = readEnvironmentVariable('TATE_OPERATORS_GROUP')
param alertEmails = readEnvironmentVariable('TATE_ALERT_EMAILS')
param administratorRanges = readEnvironmentVariable('TATE_ADMINISTRATOR_RANGES', '')
param tuning = {
  TATE_WORKDAY_END: '17:15'
}
param cosmosAccountName = readEnvironmentVariable('TATE_COSMOS_ACCOUNT', '')
param privateNetwork = true
param planSku = 'P0v3'
param instances = 2
param stagingSlot = true
param maxThroughput = 4000
param backupTier = 'Continuous30Days'
param logDays = 180
param botSku = 'S1'
