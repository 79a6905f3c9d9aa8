import { row, type TokenRow } from './token-row.js';

const newrelic = 'docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys';
const grafana = 'grafana.com/docs/grafana/latest/administration/service-accounts';
const dynatrace =
  'docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients';
const sentry = 'docs.sentry.io/account/auth-tokens';
const posthog = 'posthog.com/docs/api';
const axiom = 'axiom.co/docs/reference/tokens';
const honeycomb = 'docs.honeycomb.io/get-started/configure/environments/manage-api-keys';
const uuid = 'h8 - h4 - h4 - h4 - h12';

/** Monitoring, logs, errors and analytics. */
export const observability: readonly TokenRow[] = [
  row('new-relic-key', 'NRAK-', 'a27', newrelic),
  row('new-relic-insert-key', 'NRII-', 'b32', newrelic),
  row('new-relic-browser-key', 'NRJS-', 'l19', newrelic),
  row('new-relic-query-key', 'NRIQ-', 'b32', newrelic),
  row('new-relic-rest-key', 'NRRA-', 'h42', newrelic),
  row('new-relic-admin-key', 'NRAA-', 'h27', newrelic),
  row('new-relic-license-key', '', 'h36 NRAL', newrelic),
  row('grafana-token', 'glsa_', 'a32 _ H8', grafana),
  row(
    'grafana-cloud-token',
    'glc_',
    'U32-',
    'grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies',
  ),
  row('grafana-key', 'eyJrIjoi', 'U70-', grafana),
  row('dynatrace-token', 'dt0c01.', 'u24 . u64', dynatrace),
  row(
    'dynatrace-oauth-secret',
    'dt0s01. dt0s02. dt0s04. dt0s06. dt0s08. dt0s09.',
    'u8-24 . u64',
    dynatrace,
  ),
  row('sentry-organization-token', 'sntrys_eyJ', 'B60- _ U40-', sentry),
  row('sentry-user-token', 'sntryu_', 'h64', sentry),
  row('sentry-integration-token', 'sntryi_', 'h64', sentry),
  row('sentry-app-token', 'sntrya_', 'h64', sentry),
  row('posthog-personal-key', 'phx_', 'a43-', posthog),
  row('posthog-feature-flag-key', 'phs_', 'a43-', posthog),
  row('posthog-oauth-token', 'pha_', 'a43-', posthog),
  row('axiom-api-token', 'xaat-', uuid, axiom),
  row('axiom-personal-token', 'xapt-', uuid, axiom),
  row('axiom-ingest-token', 'xait-', uuid, axiom),
  row('honeycomb-ingest-key', 'hcaik_', 'a58', honeycomb),
  row('honeycomb-ingest-key', 'hcxik_', 'a58', honeycomb),
  row('honeycomb-management-key', 'hcamk_ hcxmk_', 'a26-58', honeycomb),
  row('checkly-key', 'cu_', 'h32', 'www.checklyhq.com/docs/accounts-and-users/creating-api-key'),
  row('uptime-robot-key', 'u', 'd5-8 - h24', 'uptimerobot.com/api'),
  row('uptime-robot-monitor-key', 'm', 'd6-10 - h24', 'uptimerobot.com/api'),
  row('pagerduty-key', 'u+', 'b18', 'support.pagerduty.com/main/docs/api-access-keys'),
  row('rootly-key', 'rootly_', 'h64', 'docs.rootly.com/api-reference/overview'),
  row('incident-io-key', 'inc_', 'h64', 'api-docs.incident.io'),
  row('langwatch-key', 'sk-lw-', 'a48', 'docs.langwatch.ai/api-reference'),
  row(
    'logfire-token',
    'pylf_v1_',
    'c2 _ a43',
    'logfire.pydantic.dev/docs/how-to-guides/create-write-tokens',
  ),
  row(
    'logfire-user-token',
    'pylf_v2_',
    'c2 _ a40-',
    'logfire.pydantic.dev/docs/how-to-guides/create-write-tokens',
  ),
];
