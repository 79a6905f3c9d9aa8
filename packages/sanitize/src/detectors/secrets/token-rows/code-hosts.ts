/** Code hosts and what works on code. */
export const codeHosts = `
github-token; ghp_; a36-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github; checksum
github-oauth-token; gho_; a36-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github; checksum
github-app-user-token; ghu_; a36-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github; checksum
github-app-token; ghs_; a36-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github; checksum
github-app-stateless-token; ghs_; d1-12 _ t100-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
github-refresh-token; ghr_; a36-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github; checksum
github-fine-grained-token; github_pat_; w60-; docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
gitlab-token; glpat-; t20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-trigger-token; glptt-; h40; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-deploy-token; gldt-; b20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-runner-token; glrt- glrtr-; t20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-job-token; glcbt-; t20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-feed-token; glft-; b20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-mail-token; glimt-; b25-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-agent-token; glagent-; b50-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-scim-token; glsoat-; b20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-oauth-secret; gloas-; b64; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-feature-flag-token; glffct-; b20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-workspace-token; glwt-; b20-; docs.gitlab.com/security/tokens/#token-prefixes
gitlab-registration-token; GR1348941; b20-; docs.gitlab.com/security/tokens/#token-prefixes
atlassian-token; ATATT3; U150-; support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account
atlassian-organization-key; ATCTT3; U150-; support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account
bitbucket-app-password; ATBB; a32; support.atlassian.com/bitbucket-cloud/docs/access-tokens
bitbucket-repository-token; BBDC-; B44; support.atlassian.com/bitbucket-cloud/docs/access-tokens
sourcegraph-token; sgp_; H16 _ H40; sourcegraph.com/docs/cli/how-tos/creating_an_access_token
sourcegraph-local-token; sgp_local_; H40; sourcegraph.com/docs/cli/how-tos/creating_an_access_token
sourcegraph-legacy-token; sgp_; H40; sourcegraph.com/docs/cli/how-tos/creating_an_access_token
sourcegraph-gateway-token; sgd_ slk_; h64; sourcegraph.com/docs/cli/how-tos/creating_an_access_token
azure-devops-token; ; a76 AZDO a4; learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate
snyk-token; snyk_uat.; h8 . b10- . b20-; docs.snyk.io/snyk-api/authentication-for-api
snyk-service-token; snyk_sat.; h8 . b10- . b20-; docs.snyk.io/snyk-api/authentication-for-api
sonarqube-token; squ_; h40; docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens
sonarqube-project-token; sqp_; h40; docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens
sonarqube-analysis-token; sqa_; h40; docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens
socket-token; sktsec_; b40-; docs.socket.dev/reference/authentication
gitpod-token; gitpod_pat_; b40-; www.gitpod.io/docs/configure/user-settings/access-tokens
`;
