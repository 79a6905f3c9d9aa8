/** Package registries. */
export const registries = `
npm-token; npm_; a36; docs.npmjs.com/about-access-tokens; checksum
pypi-token; pypi-AgEIcHlwaS5vcmc; b50-; pypi.org/help/#apitoken
pypi-test-token; pypi-AgENdGVzdC5weXBpLm9yZw; b50-; pypi.org/help/#apitoken
rubygems-token; rubygems_; h48; guides.rubygems.org/api-key-scopes
crates-token; cio; a32; doc.rust-lang.org/cargo/reference/publishing.html
crates-trusted-token; cio_tp_; a32-; crates.io/docs/trusted-publishing
nuget-key; oy2; l43; learn.microsoft.com/nuget/nuget-org/scoped-api-keys
clojars-token; CLOJARS_; l60; github.com/clojars/clojars-web/wiki/Deploy-Tokens
jfrog-key; AKCp; a69; jfrog.com/help/r/jfrog-platform-administration-documentation
jfrog-reference-token; cmVmd; a59; jfrog.com/help/r/jfrog-platform-administration-documentation
packagist-user-token; packagist_uut_; h68; packagist.com/docs/api-authentication
packagist-organization-token; packagist_ort_ packagist_out_; h68; packagist.com/docs/api-authentication
postman-key; PMAK-; h24 - h34; learning.postman.com/docs/developer/postman-api/authentication
postman-collection-token; PMAT-; u26; learning.postman.com/docs/collaborating-in-postman/sharing
chromatic-token; chpt_; l15; www.chromatic.com/docs/setup; weak
trigger-dev-key; tr_dev_ tr_prod_ tr_stg_; a20-; trigger.dev/docs/apikeys
trigger-dev-token; tr_pat_; l40; trigger.dev/docs/management/overview
inngest-signing-key; signkey-prod- signkey-test- signkey-branch-; h32-64; www.inngest.com/docs/platform/signing-keys
`;
