import { row, type TokenRow } from './token-row.js';

const planetscale = 'planetscale.com/docs/concepts/service-tokens';
const supabase = 'supabase.com/docs/guides/api/api-keys';
const databricks = 'docs.databricks.com/dev-tools/auth/pat';
const fauna = 'docs.faunadb.org/fauna/current/build/tokens';

/** Databases, data platforms and search. */
export const databases: readonly TokenRow[] = [
  row('planetscale-token', 'pscale_tkn_', 'q32-64', planetscale),
  row('planetscale-password', 'pscale_pw_', 'q32-64', planetscale),
  row('planetscale-oauth-token', 'pscale_oauth_', 'q32-64', planetscale),
  row('supabase-token', 'sbp_', 'h40', supabase),
  row('supabase-oauth-token', 'sbp_oauth_', 'h40', supabase),
  row('supabase-secret-key', 'sb_secret_', 'b22 _ b8', supabase),
  row('supabase-secret-key', 'sb_secret_', 'b31-', supabase),
  row('databricks-token', 'dapi', 'H32 - d1', databricks),
  row('databricks-token', 'dapi', 'H32', databricks),
  row('databricks-oauth-secret', 'dose', 'h32', 'docs.databricks.com/dev-tools/auth/oauth-m2m'),
  row('neon-key', 'napi_', 'l40-', 'neon.com/docs/manage/api-keys'),
  row('neon-password', 'npg_', 'a12', 'neon.com/docs/connect/connect-from-any-app', {
    isWeak: true,
  }),
  row(
    'mongodb-atlas-secret',
    'mdb_sa_sk_',
    'b40',
    'www.mongodb.com/docs/atlas/configure-api-access',
  ),
  row('pinecone-key', 'pcsk_', 'w60-80', 'docs.pinecone.io/guides/projects/manage-api-keys'),
  row('clickhouse-cloud-secret', '4b1d', 'a38', 'clickhouse.com/docs/cloud/manage/openapi'),
  row(
    'confluent-secret',
    'cflt',
    'B60',
    'docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys',
  ),
  row('aiven-password', 'AVNS_', 'b19', 'aiven.io/docs/platform/concepts/authentication-tokens'),
  row(
    'cockroachdb-key',
    'CCDB1_',
    'a22 _ a40',
    'www.cockroachlabs.com/docs/cockroachcloud/managing-access',
  ),
  row(
    'astra-token',
    'AstraCS:',
    'a24 : h64',
    'docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html',
  ),
  row('xata-key', 'xau_', 'a32-', 'xata.io/docs/concepts/api-keys'),
  row('fauna-secret', 'fnAD fnAE fnAF', 'b36', fauna),
  row(
    'elastic-cloud-key',
    'essu_',
    'B60-',
    'www.elastic.co/guide/en/cloud/current/ec-api-authentication.html',
  ),
  row('tinybird-token', 'p.eyJ', 't60-', 'www.tinybird.co/docs/forward/administration/auth-tokens'),
  row(
    'airtable-token',
    'pat',
    'a14 . h64',
    'airtable.com/developers/web/guides/personal-access-tokens',
  ),
  row('dbt-token', 'dbtc_', 'b30-', 'docs.getdbt.com/docs/dbt-cloud-apis/authentication'),
  row('dbt-user-token', 'dbtu_', 'b30-', 'docs.getdbt.com/docs/dbt-cloud-apis/authentication'),
  row('segment-token', 'sgp_', 'a60-70', 'segment.com/docs/api/public-api'),
  row(
    'tableau-token',
    '',
    'B22 == : a32',
    'help.tableau.com/current/server/en-us/security_personal_access_tokens.htm',
  ),
];
