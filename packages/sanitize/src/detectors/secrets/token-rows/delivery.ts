import { row, type TokenRow } from './token-row.js';

const doppler = 'docs.doppler.com/reference/auth-token-formats';
const vault = 'developer.hashicorp.com/vault/docs/concepts/tokens';
const harness = 'developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys';
const circle = 'circleci.com/docs/managing-api-tokens';
const launchdarkly = 'docs.launchdarkly.com/home/account/api';
const uuid = 'h8 - h4 - h4 - h4 - h12';

/** Build and delivery, the keeping of secrets, feature flags. */
export const delivery: readonly TokenRow[] = [
  row('circleci-token', 'CCIPAT_', 'a22 _ h40', circle),
  row('circleci-project-token', 'CCIPRJ_', 'a22 _ h40', circle),
  row('buildkite-token', 'bkua_', 'h40', 'buildkite.com/docs/apis/managing-api-tokens'),
  row('buildkite-cluster-token', 'bkct_', 'b30-', 'buildkite.com/docs/agent/v3/tokens'),
  row('harness-token', 'pat.', 'b22 . a24 . a20', harness),
  row('harness-service-token', 'sat.', 'b22 . a24 . a20', harness),
  row(
    'octopus-key',
    'API-',
    'u25-29',
    'octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
    { isWeak: true },
  ),
  row('prefect-key', 'pnu_', 'l36', 'docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys'),
  row(
    'prefect-service-key',
    'pnb_',
    'l36',
    'docs.prefect.io/v3/how-to-guides/cloud/manage-users/service-accounts',
  ),
  row('vault-token', 'hvs.', 'b24-', vault),
  row('vault-batch-token', 'hvb.', 'b100-', vault),
  row('vault-recovery-token', 'hvr.', 'b24-', vault),
  row('vault-legacy-token', 's.', 'a24', vault, { isWeak: true }),
  row('vault-unseal-key', 'hvuk.', 'B40-', vault),
  row('doppler-token', 'dp.pt.', 'a40-44', doppler),
  row('doppler-service-token', 'dp.st.', 't40-80', doppler),
  row('doppler-cli-token', 'dp.ct.', 'a40-44', doppler),
  row('doppler-service-account-token', 'dp.sa.', 'a40-44', doppler),
  row('doppler-scim-token', 'dp.scim.', 'a40-44', doppler),
  row('doppler-audit-token', 'dp.audit.', 'a40-44', doppler),
  row(
    'infisical-token',
    'st.',
    'h24 . h32 . h32',
    'infisical.com/docs/documentation/platform/token',
  ),
  row('1password-token', 'ops_eyJ', 'U200-', 'developer.1password.com/docs/service-accounts'),
  row(
    '1password-secret-key',
    'A3-',
    'u6 - u6 - u5 - u5 - u5 - u5',
    'support.1password.com/secret-key-security',
  ),
  row(
    '1password-secret-key',
    'A3-',
    'u6 - u11 - u5 - u5 - u5',
    'support.1password.com/secret-key-security',
  ),
  row('bitwarden-token', '0.', `${uuid} . a30 : B24`, 'bitwarden.com/help/access-tokens'),
  row('dotenv-vault-key', 'vlt_', 'h64', 'www.dotenv.org/docs/security'),
  row('akeyless-key', 'p-', 'a14 : B40-', 'docs.akeyless.io/docs/api-key'),
  row('age-secret-key', 'AGE-SECRET-KEY-1', 'u58', 'age-encryption.org/v1'),
  row('age-plugin-key', 'AGE-PLUGIN-', 'b20-', 'c2sp.org/age-plugin'),
  row('launchdarkly-sdk-key', 'sdk-', uuid, launchdarkly),
  row('launchdarkly-api-key', 'api-', uuid, launchdarkly),
  row('statsig-secret', 'secret-', 'a40-48', 'docs.statsig.com/sdk-keys/api-keys', {
    isWeak: true,
  }),
  row('statsig-console-key', 'console-', 'a40-48', 'docs.statsig.com/sdk-keys/api-keys', {
    isWeak: true,
  }),
  row(
    'authress-key',
    'sc_ ext_ scauth_ authress_',
    'l5-30 . l4-6 . acc b10-35 . U30-120',
    'authress.io/knowledge-base/docs/authorization/service-clients',
  ),
  row('stytch-secret', 'secret-live- secret-test-', 'b30-', 'stytch.com/docs/api/authentication'),
  row('permit-key', 'permit_key_', 'a30-', 'docs.permit.io/overview/use-the-permit-api-and-sdk'),
  row('ngrok-api-key', 'ak_2', 'a26-', 'ngrok.com/docs/api'),
  row('ngrok-token', '2', 'a26 _ a20-23', 'ngrok.com/docs/agent', { isWeak: true }),
  row('hcaptcha-secret', 'ES_', 'h32', 'docs.hcaptcha.com'),
  row(
    'intra42-secret',
    's-s4t2ud- s-s4t2af-',
    'h64',
    'api.intra.42.fr/apidoc/guides/getting_started',
  ),
  row('settlemint-personal-token', 'sm_pat_', 'a16', 'console.settlemint.com/documentation'),
  row('settlemint-application-token', 'sm_aat_', 'a16', 'console.settlemint.com/documentation'),
  row('settlemint-service-token', 'sm_sat_', 'a16', 'console.settlemint.com/documentation'),
  row(
    'private-key-base64',
    'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt ' +
      'LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0 LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUg ' +
      'LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURSBL',
    'B40-',
    'www.rfc-editor.org/rfc/rfc7468',
  ),
  row(
    'openssh-key-body',
    'b3BlbnNzaC1rZXktdjE',
    'B80-',
    'github.com/openssh/openssh-portable/blob/master/PROTOCOL.key',
  ),
  row('jwt-base64', 'ZXlKaGJHY2lPaU ZXlKMGVYQWlPaU', 'U80-', 'www.rfc-editor.org/rfc/rfc7519'),
];
