/** Monitoring, logs, errors and analytics. */
export const observability = `
new-relic-key; NRAK-; a27; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-insert-key; NRII-; b32; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-browser-key; NRJS-; l19; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-query-key; NRIQ-; b32; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-rest-key; NRRA-; h42; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-admin-key; NRAA-; h27; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
new-relic-license-key; ; h36 NRAL; docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
grafana-token; glsa_; a32 _ H8; grafana.com/docs/grafana/latest/administration/service-accounts
grafana-cloud-token; glc_; U32-; grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies
grafana-key; eyJrIjoi; U70-; grafana.com/docs/grafana/latest/administration/service-accounts
dynatrace-token; dt0c01.; u24 . u64; docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients
dynatrace-oauth-secret; dt0s01. dt0s02. dt0s04. dt0s06. dt0s08. dt0s09.; u8-24 . u64; docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients
sentry-organization-token; sntrys_eyJ; B60- _ U40-; docs.sentry.io/account/auth-tokens
sentry-user-token; sntryu_; h64; docs.sentry.io/account/auth-tokens
sentry-integration-token; sntryi_; h64; docs.sentry.io/account/auth-tokens
sentry-app-token; sntrya_; h64; docs.sentry.io/account/auth-tokens
posthog-personal-key; phx_; a43-; posthog.com/docs/api
posthog-feature-flag-key; phs_; a43-; posthog.com/docs/api
posthog-oauth-token; pha_; a43-; posthog.com/docs/api
axiom-api-token; xaat-; uuid; axiom.co/docs/reference/tokens
axiom-personal-token; xapt-; uuid; axiom.co/docs/reference/tokens
axiom-ingest-token; xait-; uuid; axiom.co/docs/reference/tokens
honeycomb-ingest-key; hcaik_; a58; docs.honeycomb.io/get-started/configure/environments/manage-api-keys
honeycomb-ingest-key; hcxik_; a58; docs.honeycomb.io/get-started/configure/environments/manage-api-keys
honeycomb-management-key; hcamk_ hcxmk_; a26-58; docs.honeycomb.io/get-started/configure/environments/manage-api-keys
checkly-key; cu_; h32; www.checklyhq.com/docs/accounts-and-users/creating-api-key
uptime-robot-key; u; d5-8 - h24; uptimerobot.com/api
uptime-robot-monitor-key; m; d6-10 - h24; uptimerobot.com/api
pagerduty-key; u+; b18; support.pagerduty.com/main/docs/api-access-keys
rootly-key; rootly_; h64; docs.rootly.com/api-reference/overview
incident-io-key; inc_; h64; api-docs.incident.io
langwatch-key; sk-lw-; a48; docs.langwatch.ai/api-reference
logfire-token; pylf_v1_; c2 _ a43; logfire.pydantic.dev/docs/how-to-guides/create-write-tokens
logfire-user-token; pylf_v2_; c2 _ a40-; logfire.pydantic.dev/docs/how-to-guides/create-write-tokens
`;
