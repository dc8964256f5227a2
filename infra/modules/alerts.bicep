// Who is told, and of what: the service does not answer, it writes errors, messages wait, the database is too small.
param name string
param location string
param tags object
param emails string[]
param insightsId string
param workspaceId string
param cosmosId string
param host string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-people'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'tate'
    enabled: true
    emailReceivers: [for (email, index) in emails: {
      name: 'person-${index}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

// From outside, every five minutes, from three places.
resource probe 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: '${name}-ready'
    SyntheticMonitorId: '${name}-ready'
    Enabled: true
    Frequency: 300
    Timeout: 30
    Kind: 'standard'
    RetryEnabled: true
    Locations: [
      { Id: 'apac-jp-kaw-edge' }
      { Id: 'apac-sg-sin-azr' }
      { Id: 'apac-hk-hkn-azr' }
    ]
    Request: { RequestUrl: 'https://${host}/health/ready', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource away 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-does-not-answer'
  location: 'global'
  tags: tags
  properties: {
    severity: 1
    enabled: true
    scopes: [insightsId, probe.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: probe.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [
      { actionGroupId: people.id }
    ]
  }
}

// The words are those of the service's log lines (src/delivery/health.ts, and level 50 of pino).
var lines = [
  { name: 'errors', severity: 2, text: '"level":50' }
  { name: 'messages-wait', severity: 1, text: '"messages wait"' }
]

resource said 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [for line in lines: {
  name: '${name}-${line.name}'
  location: location
  tags: tags
  properties: {
    severity: line.severity
    enabled: true
    scopes: [workspaceId]
    // The table comes into being with the first line that the service writes, after this rule.
    skipQueryValidation: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AppServiceConsoleLogs | where ResultDescription contains \'${line.text}\''
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-database-too-small'
  location: 'global'
  tags: tags
  properties: {
    severity: 2
    enabled: true
    scopes: [cosmosId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'refused'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          dimensions: [
            { name: 'StatusCode', operator: 'Include', values: ['429'] }
          ]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: [
      { actionGroupId: people.id }
    ]
  }
}
