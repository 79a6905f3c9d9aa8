/** Monitoring, analytics, databases, models and search. */
export const insight = `
datadog-key; datadog dd; h32; docs.datadoghq.com/account_management/api-app-keys
datadog-app-key; datadog dd; l40; docs.datadoghq.com/account_management/api-app-keys
new-relic-user-key; newrelic relic; a64; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-legacy-license-key; newrelic relic; h40; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
sumologic-access-id; sumologic sumo; su a12; help.sumologic.com/docs/manage/security/access-keys
sumologic-access-key; sumologic sumo; a64; help.sumologic.com/docs/manage/security/access-keys
loggly-token; loggly; UUID; documentation.solarwinds.com/en/success_center/loggly
logdna-key; logdna mezmo; h32; docs.mezmo.com/docs/ingestion-key
logz-token; logz logzio; a32; docs.logz.io/docs/user-guide/admin/authentication-tokens
papertrail-token; papertrail; a20; www.papertrail.com/help/http-api
rollbar-token; rollbar; h32; docs.rollbar.com/docs/access-tokens
bugsnag-key; bugsnag; h32; docs.bugsnag.com/api
honeybadger-key; honeybadger; a20; docs.honeybadger.io/api
airbrake-key; airbrake; h32; docs.airbrake.io/docs/devops-tools/api
raygun-key; raygun; b22-24; raygun.com/documentation/product-guides/public-api
sentry-token; sentry; h64; docs.sentry.io/api/auth
pagerduty-token; pagerduty; b20; developer.pagerduty.com/docs/authentication
pagerduty-integration-key; pagerduty; h32; support.pagerduty.com/main/docs/services-and-integrations
opsgenie-key; opsgenie genie; UUID; docs.opsgenie.com/docs/api-key-management
statuspage-key; statuspage; UUID; developer.statuspage.io
statuscake-key; statuscake; a20-32; developers.statuscake.com
pingdom-token; pingdom; b64-80; docs.pingdom.com/api
better-stack-token; betterstack logtail betteruptime; a24; betterstack.com/docs/uptime/api/getting-started-with-uptime-api
amplitude-key; +amplitude; h32; amplitude.com/docs/apis/authentication
mixpanel-secret; mixpanel; h32; developer.mixpanel.com/reference/service-accounts
segment-write-key; +segment; a32; segment.com/docs/connections/find-writekey
splunk-token; splunk hec; UUID; docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector
signalfx-token; signalfx; b22; dev.splunk.com/observability/reference
wavefront-token; wavefront; UUID; docs.wavefront.com/wavefront_api.html
honeycomb-key; +honeycomb; a22; docs.honeycomb.io/get-started/configure/environments/manage-api-keys
honeycomb-classic-key; +honeycomb; h32; docs.honeycomb.io/get-started/configure/environments/manage-api-keys
elastic-key; elastic elasticsearch; U56-64; www.elastic.co/guide/en/elasticsearch/reference/current/security-api-create-api-key.html
influxdb-token; influx influxdb; U86-88; docs.influxdata.com/influxdb/v2/admin/tokens
confluent-key; confluent; a16; docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys
confluent-secret-key; confluent; U64; docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys
algolia-key; algolia; l32; www.algolia.com/doc/guides/security/api-keys
meilisearch-key; meili meilisearch; h64; www.meilisearch.com/docs/learn/security/basic_security
typesense-key; typesense; a32; typesense.org/docs/latest/api/api-keys.html
upstash-token; upstash; B60-; upstash.com/docs/redis/features/restapi
mongodb-atlas-key; atlas mongodb; UUID; www.mongodb.com/docs/atlas/configure-api-access
looker-client-id; +looker; a20; cloud.google.com/looker/docs/api-auth
looker-client-secret; +looker; a24; cloud.google.com/looker/docs/api-auth
cohere-key; +cohere; a40; docs.cohere.com/reference/about
mistral-key; +mistral; a32; docs.mistral.ai/getting-started/quickstart
together-legacy-key; +together togetherai; h64; docs.together.ai/docs/quickstart
deepgram-key; deepgram; h40; developers.deepgram.com/docs/create-additional-api-keys
assemblyai-key; assemblyai assembly; h32; www.assemblyai.com/docs/api-reference/overview
weights-and-biases-legacy-key; wandb; h40; docs.wandb.ai/guides/track/environment-variables
elevenlabs-legacy-key; elevenlabs; h32; elevenlabs.io/docs/api-reference/authentication
deepinfra-key; deepinfra; a32; deepinfra.com/docs/getting-started
replicate-legacy-token; +replicate; h40; replicate.com/docs/reference/http
clarifai-key; clarifai; h32; docs.clarifai.com
serper-key; serper; h40; serper.dev
serpapi-key; serpapi; h64; serpapi.com/search-api
exa-key; exa; UUID; docs.exa.ai/reference/getting-started
azure-openai-legacy-key; azure openai cognitive; h32; learn.microsoft.com/azure/ai-services/authentication
nlpcloud-token; nlpcloud; h40; docs.nlpcloud.com
roboflow-key; roboflow; a20; docs.roboflow.com/api-reference/authentication
fal-key; fal; UUID : h32; docs.fal.ai/authentication/key-based
zhipu-key; zhipu glm bigmodel; h32 . a16; docs.bigmodel.cn
deepl-key; deepl; UUID :fx; developers.deepl.com/docs/getting-started/auth
deepl-key; deepl; UUID; developers.deepl.com/docs/getting-started/auth
virustotal-key; virustotal vt; h64; docs.virustotal.com/reference/authentication
shodan-key; shodan; a32; developer.shodan.io/api
abuseipdb-key; abuseipdb; h80; docs.abuseipdb.com
securitytrails-key; securitytrails; a32; docs.securitytrails.com
urlscan-key; urlscan; UUID; urlscan.io/docs/api
hunter-key; +hunter hunterio; h40; hunter.io/api-documentation
hibp-key; hibp haveibeenpwned; h32; haveibeenpwned.com/API/Key
gitguardian-key; gitguardian; H71-72; api.gitguardian.com/docs
semgrep-token; semgrep; h64; semgrep.dev/docs/deployment/core-deployment
`;
