import { Alphabet } from '../engine/characters.js';

/** The form of one vendor's tokens: a prefix, and so many characters of an alphabet behind it. */
export interface TokenRow {
  /** Names the rule in spans. */
  rule: string;
  prefixes: readonly string[];
  /** What the rest consists of, from `Alphabet`. */
  alphabet: number;
  /** How long the rest is at least. */
  least: number;
  /** How long it is at most; without it the whole stretch counts, whatever its length. */
  most?: number;
  /** What the rest must hold somewhere. */
  holds?: string;
  /** The page that describes it. */
  source: string;
}

const { alphanumeric, upperAlphanumeric, lowerAlphanumeric, hex, lowerHex, base64url } = Alphabet;
const { dotted, word, base64, upper, digit } = Alphabet;

const row = (
  rule: string,
  prefixes: string,
  alphabet: number,
  [least, most]: [number, number?],
  source: string,
  holds?: string,
): TokenRow => ({
  rule,
  prefixes: prefixes.split(' '),
  alphabet,
  least,
  ...(most === undefined ? {} : { most }),
  ...(holds === undefined ? {} : { holds }),
  source: `https://${source}`,
});

/** Clouds and code hosts. */
const platforms: readonly TokenRow[] = [
  row(
    'aws-access-key',
    'AKIA ASIA ABIA ACCA',
    upper | digit,
    [16, 16],
    'docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  ),
  row(
    'aws-bedrock-key',
    'ABSK',
    base64,
    [100],
    'docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  ),
  row(
    'github-token',
    'ghp_ gho_ ghu_ ghs_ ghr_',
    alphanumeric,
    [36],
    'docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  ),
  row(
    'github-fine-grained-token',
    'github_pat_',
    word,
    [60],
    'docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens',
  ),
  row(
    'gitlab-token',
    'glpat- glptt- gldt- glrt- glcbt- glft- glimt- glagent- glsoat- gloas- glffct- GR1348941',
    dotted,
    [20],
    'docs.gitlab.com/security/tokens/#token-prefixes',
  ),
  row(
    'google-api-key',
    'AIza',
    base64url,
    [35, 35],
    'cloud.google.com/docs/authentication/api-keys',
  ),
  row(
    'google-oauth-token',
    'ya29.',
    base64url,
    [20],
    'developers.google.com/identity/protocols/oauth2',
  ),
  row(
    'google-oauth-secret',
    'GOCSPX-',
    base64url,
    [28],
    'developers.google.com/identity/protocols/oauth2',
  ),
  row(
    'digitalocean-token',
    'dop_v1_ doo_v1_ dor_v1_',
    lowerHex,
    [64],
    'docs.digitalocean.com/reference/api/create-personal-access-token',
  ),
  row('heroku-token', 'HRKU-', base64url, [36], 'devcenter.heroku.com/articles/authentication'),
  row(
    'atlassian-token',
    'ATATT3',
    base64url | base64,
    [150],
    'id.atlassian.com/manage-profile/security/api-tokens',
  ),
  row(
    'databricks-token',
    'dapi',
    lowerHex | Alphabet.dash,
    [32, 34],
    'docs.databricks.com/dev-tools/auth/pat',
  ),
  row(
    'docker-token',
    'dckr_pat_ dckr_oat_',
    base64url,
    [20],
    'docs.docker.com/security/for-developers/access-tokens',
  ),
  row(
    'fly-token',
    'fo1_ fm1_ fm2_ fm1r_ fm1a_',
    base64url | base64,
    [40],
    'fly.io/docs/security/tokens',
  ),
  row(
    'terraform-token',
    'atlasv1.',
    base64url,
    [60],
    'developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
  ),
  row(
    'vault-token',
    'hvs. hvb. hvr.',
    base64url,
    [24],
    'developer.hashicorp.com/vault/docs/concepts/tokens',
  ),
  row(
    'pulumi-token',
    'pul-',
    lowerHex,
    [40, 40],
    'www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens',
  ),
  row(
    'planetscale-token',
    'pscale_tkn_ pscale_pw_ pscale_oauth_',
    dotted,
    [32],
    'planetscale.com/docs/concepts/service-tokens',
  ),
  row('supabase-token', 'sbp_ sb_secret_', word, [31], 'supabase.com/docs/guides/api/api-keys'),
  row('tailscale-key', 'tskey-', base64url, [20], 'tailscale.com/kb/1252/key-secret-management'),
  row(
    'cloudflare-origin-key',
    'v1.0-',
    lowerHex | Alphabet.dash,
    [160],
    'developers.cloudflare.com/fundamentals/api/get-started/ca-keys',
  ),
  row(
    'alibaba-access-key',
    'LTAI',
    alphanumeric,
    [20, 26],
    'www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
  ),
];

/** Package registries and developer tools. */
const tools: readonly TokenRow[] = [
  row('npm-token', 'npm_', alphanumeric, [36], 'docs.npmjs.com/about-access-tokens'),
  row(
    'pypi-token',
    'pypi-AgEIcHlwaS5vcmc pypi-AgENdGVzdC5weXBpLm9yZw',
    base64url,
    [50],
    'pypi.org/help/#apitoken',
  ),
  row('rubygems-token', 'rubygems_', lowerHex, [48], 'guides.rubygems.org/api-key-scopes'),
  row(
    'crates-token',
    'cio',
    alphanumeric,
    [32, 32],
    'doc.rust-lang.org/cargo/reference/publishing.html',
  ),
  row(
    'nuget-key',
    'oy2',
    lowerAlphanumeric,
    [43, 43],
    'learn.microsoft.com/nuget/nuget-org/scoped-api-keys',
  ),
  row(
    'clojars-token',
    'CLOJARS_',
    lowerAlphanumeric,
    [60],
    'github.com/clojars/clojars-web/wiki/Deploy-Tokens',
  ),
  row(
    'jfrog-key',
    'AKCp',
    alphanumeric,
    [69],
    'jfrog.com/help/r/jfrog-platform-administration-documentation',
  ),
  row(
    'postman-key',
    'PMAK-',
    lowerHex | Alphabet.dash,
    [59],
    'learning.postman.com/docs/developer/postman-api/authentication',
  ),
  row(
    'doppler-token',
    'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.',
    dotted,
    [40],
    'docs.doppler.com/reference/auth-token-formats',
  ),
  row('linear-key', 'lin_api_ lin_oauth_', alphanumeric, [40], 'linear.app/developers'),
  row('notion-token', 'ntn_', alphanumeric, [40], 'developers.notion.com/reference/authentication'),
  row('figma-token', 'figd_ figu_', base64url, [40], 'www.figma.com/developers/api#access-tokens'),
  row(
    'grafana-token',
    'glsa_ glc_',
    word | base64,
    [32],
    'grafana.com/docs/grafana/latest/administration/service-accounts',
  ),
  row(
    'new-relic-key',
    'NRAK- NRII- NRJS- NRIQ- NRRA-',
    base64url,
    [19],
    'docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys',
  ),
  row('sentry-token', 'sntrys_ sntryu_', word | base64, [60], 'docs.sentry.io/account/auth-tokens'),
  row(
    'sonarqube-token',
    'sqp_ squ_ sqa_',
    lowerHex,
    [40, 40],
    'docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
  ),
  row(
    'dynatrace-token',
    'dt0c01. dt0s01. dt0s02.',
    upperAlphanumeric | dotted,
    [60],
    'docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients',
  ),
  row('snyk-token', 'snyk_uat.', dotted, [40], 'docs.snyk.io/snyk-api/authentication-for-api'),
  row(
    'prefect-key',
    'pnu_ pnb_',
    lowerAlphanumeric,
    [36],
    'docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys',
  ),
  row(
    'readme-key',
    'rdme_',
    lowerAlphanumeric,
    [70],
    'docs.readme.com/main/reference/intro/authentication',
  ),
  row(
    'airtable-token',
    'pat',
    dotted,
    [79, 79],
    'airtable.com/developers/web/guides/personal-access-tokens',
    '.',
  ),
  row('age-secret-key', 'AGE-SECRET-KEY-1', upperAlphanumeric, [58], 'age-encryption.org/v1'),
  row(
    '1password-token',
    'ops_eyJ',
    base64url | base64,
    [100],
    'developer.1password.com/docs/service-accounts',
  ),
  row(
    'sourcegraph-token',
    'sgp_',
    word,
    [40],
    'sourcegraph.com/docs/cli/how-tos/creating_an_access_token',
  ),
];

/** Payment, messaging and mail. */
const services: readonly TokenRow[] = [
  row(
    'stripe-key',
    'sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_',
    alphanumeric,
    [10],
    'docs.stripe.com/keys',
  ),
  row('stripe-webhook-secret', 'whsec_', alphanumeric | base64, [24], 'docs.stripe.com/webhooks'),
  row(
    'square-token',
    'sq0atp- sq0csp- EAAA',
    base64url,
    [22],
    'developer.squareup.com/docs/build-basics/access-tokens',
  ),
  row(
    'shopify-token',
    'shpat_ shpca_ shppa_ shpss_',
    hex,
    [32],
    'shopify.dev/docs/apps/build/authentication-authorization',
  ),
  row(
    'flutterwave-key',
    'FLWSECK_TEST- FLWSECK-',
    base64url,
    [12],
    'developer.flutterwave.com/docs/authentication',
  ),
  row('easypost-key', 'EZAK EZTK', alphanumeric, [54], 'docs.easypost.com/docs/authentication'),
  row(
    'shippo-token',
    'shippo_live_ shippo_test_',
    lowerHex,
    [40],
    'docs.goshippo.com/docs/guides_general/authentication',
  ),
  row(
    'slack-token',
    'xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxe.xoxp- xoxe.xoxb-',
    base64url,
    [20],
    'docs.slack.dev/authentication/tokens',
  ),
  row('slack-app-token', 'xapp-', base64url, [30], 'docs.slack.dev/authentication/tokens'),
  row(
    'sendgrid-key',
    'SG.',
    dotted,
    [60],
    'www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  ),
  row('twilio-key', 'SK', lowerHex, [32, 32], 'www.twilio.com/docs/iam/api-keys'),
  row(
    'mailgun-key',
    'key-',
    lowerHex,
    [32, 32],
    'documentation.mailgun.com/docs/mailgun/api-reference/mg-auth',
  ),
  row(
    'brevo-key',
    'xkeysib-',
    lowerHex | base64url,
    [64],
    'developers.brevo.com/docs/getting-started',
  ),
  row('mapbox-secret-token', 'sk.eyJ', dotted, [60], 'docs.mapbox.com/help/glossary/access-token'),
];

/** Providers of language models. */
const models: readonly TokenRow[] = [
  row('anthropic-key', 'sk-ant-', base64url, [32], 'docs.claude.com/en/api/overview'),
  row(
    'openai-key',
    'sk-proj- sk-svcacct- sk-admin- sk-None-',
    base64url,
    [20],
    'platform.openai.com/docs/api-reference/authentication',
  ),
  row(
    'openrouter-key',
    'sk-or-',
    base64url,
    [32],
    'openrouter.ai/docs/api-reference/authentication',
  ),
  row(
    'openai-key',
    'sk-',
    alphanumeric,
    [32],
    'platform.openai.com/docs/api-reference/authentication',
  ),
  row(
    'hugging-face-token',
    'hf_ api_org_',
    alphanumeric,
    [34],
    'huggingface.co/docs/hub/security-tokens',
  ),
  row('groq-key', 'gsk_', alphanumeric, [48], 'console.groq.com/docs/quickstart'),
  row('xai-key', 'xai-', alphanumeric, [60], 'docs.x.ai/docs/overview'),
  row(
    'perplexity-key',
    'pplx-',
    alphanumeric,
    [40],
    'docs.perplexity.ai/getting-started/quickstart',
  ),
  row(
    'replicate-token',
    'r8_',
    alphanumeric,
    [37],
    'replicate.com/docs/reference/http#authentication',
  ),
  row(
    'langsmith-key',
    'lsv2_pt_ lsv2_sk_',
    word,
    [42],
    'docs.langchain.com/langsmith/create-account-api-key',
  ),
];

/** Our own credentials; their checksum is looked at apart. */
const own: readonly TokenRow[] = [
  row(
    'fluxloop-key',
    'flx_api_ flx_sa_ flx_dev_ flx_staging_ flx_prod_ flx_at_ flx_refresh_',
    alphanumeric,
    [20],
    'fluxloop.ai/docs/authentication',
  ),
];

/** All vendors' tokens. Adding one is adding a row. Where two prefixes match, the first row wins. */
export const TOKEN_ROWS: readonly TokenRow[] = [
  ...own,
  ...platforms,
  ...tools,
  ...services,
  ...models,
];
