/** Build and delivery, the keeping of secrets, feature flags. */
export const delivery = `
circleci-token; CCIPAT_; a22 _ h40; circleci.com/docs/managing-api-tokens
circleci-project-token; CCIPRJ_; a22 _ h40; circleci.com/docs/managing-api-tokens
buildkite-token; bkua_; h40; buildkite.com/docs/apis/managing-api-tokens
buildkite-cluster-token; bkct_; b30-; buildkite.com/docs/agent/v3/tokens
harness-token; pat.; b22 . a24 . a20; developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys
harness-service-token; sat.; b22 . a24 . a20; developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys
octopus-key; API-; u25-29; octopus.com/docs/octopus-rest-api/how-to-create-an-api-key; weak
prefect-key; pnu_; l36; docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys
prefect-service-key; pnb_; l36; docs.prefect.io/v3/how-to-guides/cloud/manage-users/service-accounts
vault-token; hvs.; b24-; developer.hashicorp.com/vault/docs/concepts/tokens
vault-batch-token; hvb.; b100-; developer.hashicorp.com/vault/docs/concepts/tokens
vault-recovery-token; hvr.; b24-; developer.hashicorp.com/vault/docs/concepts/tokens
vault-legacy-token; s.; a24; developer.hashicorp.com/vault/docs/concepts/tokens; weak
vault-unseal-key; hvuk.; B40-; developer.hashicorp.com/vault/docs/concepts/tokens
doppler-token; dp.pt.; a40-44; docs.doppler.com/reference/auth-token-formats
doppler-service-token; dp.st.; t40-80; docs.doppler.com/reference/auth-token-formats
doppler-cli-token; dp.ct.; a40-44; docs.doppler.com/reference/auth-token-formats
doppler-service-account-token; dp.sa.; a40-44; docs.doppler.com/reference/auth-token-formats
doppler-scim-token; dp.scim.; a40-44; docs.doppler.com/reference/auth-token-formats
doppler-audit-token; dp.audit.; a40-44; docs.doppler.com/reference/auth-token-formats
infisical-token; st.; h24 . h32 . h32; infisical.com/docs/documentation/platform/token
1password-token; ops_eyJ; U200-; developer.1password.com/docs/service-accounts
1password-secret-key; A3-; u6 - u6 - u5 - u5 - u5 - u5; support.1password.com/secret-key-security
1password-secret-key; A3-; u6 - u11 - u5 - u5 - u5; support.1password.com/secret-key-security
bitwarden-token; 0.; uuid . a30 : B24; bitwarden.com/help/access-tokens
dotenv-vault-key; vlt_; h64; www.dotenv.org/docs/security
akeyless-key; p-; a14 : B40-; docs.akeyless.io/docs/api-key
age-secret-key; AGE-SECRET-KEY-1; u58; age-encryption.org/v1
age-plugin-key; AGE-PLUGIN-; b20-; c2sp.org/age-plugin
launchdarkly-sdk-key; sdk-; uuid; docs.launchdarkly.com/home/account/api
launchdarkly-api-key; api-; uuid; docs.launchdarkly.com/home/account/api
statsig-secret; secret-; a40-48; docs.statsig.com/sdk-keys/api-keys; weak
statsig-console-key; console-; a40-48; docs.statsig.com/sdk-keys/api-keys; weak
authress-key; sc_ ext_ scauth_ authress_; l5-30 . l4-6 . acc b10-35 . U30-120; authress.io/knowledge-base/docs/authorization/service-clients
stytch-secret; secret-live- secret-test-; b30-; stytch.com/docs/api/authentication
permit-key; permit_key_; a30-; docs.permit.io/overview/use-the-permit-api-and-sdk
ngrok-api-key; ak_2; a26-; ngrok.com/docs/api
ngrok-token; 2; a26 _ a20-23; ngrok.com/docs/agent; weak
hcaptcha-secret; ES_; h32; docs.hcaptcha.com
intra42-secret; s-s4t2ud- s-s4t2af-; h64; api.intra.42.fr/apidoc/guides/getting_started
settlemint-personal-token; sm_pat_; a16; console.settlemint.com/documentation
settlemint-application-token; sm_aat_; a16; console.settlemint.com/documentation
settlemint-service-token; sm_sat_; a16; console.settlemint.com/documentation
private-key-base64; LS0tLS1CRUdJTiBQUklWQVRFIEtFWS LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0 LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUg LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURSBL; B40-; www.rfc-editor.org/rfc/rfc7468
openssh-key-body; b3BlbnNzaC1rZXktdjE; B80-; github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
jwt-base64; ZXlKaGJHY2lPaU ZXlKMGVYQWlPaU; U80-; www.rfc-editor.org/rfc/rfc7519
`;
