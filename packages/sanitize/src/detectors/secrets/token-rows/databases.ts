/** Databases, data platforms and search. */
export const databases = `
planetscale-token; pscale_tkn_; q32-64; planetscale.com/docs/concepts/service-tokens
planetscale-password; pscale_pw_; q32-64; planetscale.com/docs/concepts/service-tokens
planetscale-oauth-token; pscale_oauth_; q32-64; planetscale.com/docs/concepts/service-tokens
supabase-token; sbp_; h40; supabase.com/docs/guides/api/api-keys
supabase-oauth-token; sbp_oauth_; h40; supabase.com/docs/guides/api/api-keys
supabase-secret-key; sb_secret_; b22 _ b8; supabase.com/docs/guides/api/api-keys
supabase-secret-key; sb_secret_; b31-; supabase.com/docs/guides/api/api-keys
databricks-token; dapi; H32 - d1; docs.databricks.com/dev-tools/auth/pat
databricks-token; dapi; H32; docs.databricks.com/dev-tools/auth/pat
databricks-oauth-secret; dose; h32; docs.databricks.com/dev-tools/auth/oauth-m2m
neon-key; napi_; l40-; neon.com/docs/manage/api-keys
neon-password; npg_; a12; neon.com/docs/connect/connect-from-any-app; weak
mongodb-atlas-secret; mdb_sa_sk_; b40; www.mongodb.com/docs/atlas/configure-api-access
pinecone-key; pcsk_; w60-80; docs.pinecone.io/guides/projects/manage-api-keys
clickhouse-cloud-secret; 4b1d; a38; clickhouse.com/docs/cloud/manage/openapi
confluent-secret; cflt; B60; docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys
aiven-password; AVNS_; b19; aiven.io/docs/platform/concepts/authentication-tokens
cockroachdb-key; CCDB1_; a22 _ a40; www.cockroachlabs.com/docs/cockroachcloud/managing-access
astra-token; AstraCS:; a24 : h64; docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html
xata-key; xau_; a32-; xata.io/docs/concepts/api-keys
fauna-secret; fnAD fnAE fnAF; b36; docs.faunadb.org/fauna/current/build/tokens
elastic-cloud-key; essu_; B60-; www.elastic.co/guide/en/cloud/current/ec-api-authentication.html
tinybird-token; p.eyJ; t60-; www.tinybird.co/docs/forward/administration/auth-tokens
airtable-token; pat; a14 . h64; airtable.com/developers/web/guides/personal-access-tokens
dbt-token; dbtc_; b30-; docs.getdbt.com/docs/dbt-cloud-apis/authentication
dbt-user-token; dbtu_; b30-; docs.getdbt.com/docs/dbt-cloud-apis/authentication
segment-token; sgp_; a60-70; segment.com/docs/api/public-api
tableau-token; ; B22 == : a32; help.tableau.com/current/server/en-us/security_personal_access_tokens.htm
`;
