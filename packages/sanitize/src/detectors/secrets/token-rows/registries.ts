import { row, type TokenRow } from './token-row.js';

const npm = 'docs.npmjs.com/about-access-tokens';
const jfrog = 'jfrog.com/help/r/jfrog-platform-administration-documentation';
const packagist = 'packagist.com/docs/api-authentication';

/** Package registries. */
export const registries: readonly TokenRow[] = [
  row('npm-token', 'npm_', 'a36', npm, { hasChecksum: true }),
  row('pypi-token', 'pypi-AgEIcHlwaS5vcmc', 'b50-', 'pypi.org/help/#apitoken'),
  row('pypi-test-token', 'pypi-AgENdGVzdC5weXBpLm9yZw', 'b50-', 'pypi.org/help/#apitoken'),
  row('rubygems-token', 'rubygems_', 'h48', 'guides.rubygems.org/api-key-scopes'),
  row('crates-token', 'cio', 'a32', 'doc.rust-lang.org/cargo/reference/publishing.html'),
  row('crates-trusted-token', 'cio_tp_', 'a32-', 'crates.io/docs/trusted-publishing'),
  row('nuget-key', 'oy2', 'l43', 'learn.microsoft.com/nuget/nuget-org/scoped-api-keys'),
  row('clojars-token', 'CLOJARS_', 'l60', 'github.com/clojars/clojars-web/wiki/Deploy-Tokens'),
  row('jfrog-key', 'AKCp', 'a69', jfrog),
  row('jfrog-reference-token', 'cmVmd', 'a59', jfrog),
  row('packagist-user-token', 'packagist_uut_', 'h68', packagist),
  row('packagist-organization-token', 'packagist_ort_ packagist_out_', 'h68', packagist),
  row(
    'postman-key',
    'PMAK-',
    'h24 - h34',
    'learning.postman.com/docs/developer/postman-api/authentication',
  ),
  row(
    'postman-collection-token',
    'PMAT-',
    'u26',
    'learning.postman.com/docs/collaborating-in-postman/sharing',
  ),
  row('chromatic-token', 'chpt_', 'l15', 'www.chromatic.com/docs/setup', { isWeak: true }),
  row('trigger-dev-key', 'tr_dev_ tr_prod_ tr_stg_', 'a20-', 'trigger.dev/docs/apikeys'),
  row('trigger-dev-token', 'tr_pat_', 'l40', 'trigger.dev/docs/management/overview'),
  row(
    'inngest-signing-key',
    'signkey-prod- signkey-test- signkey-branch-',
    'h32-64',
    'www.inngest.com/docs/platform/signing-keys',
  ),
];
