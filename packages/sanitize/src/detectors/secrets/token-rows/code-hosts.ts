import { row, type TokenRow } from './token-row.js';

const github =
  'docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github';
const gitlab = 'docs.gitlab.com/security/tokens/#token-prefixes';
const atlassian =
  'support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account';
const bitbucket = 'support.atlassian.com/bitbucket-cloud/docs/access-tokens';
const sourcegraph = 'sourcegraph.com/docs/cli/how-tos/creating_an_access_token';
const checked = { hasChecksum: true };

/** Code hosts and what works on code. */
export const codeHosts: readonly TokenRow[] = [
  row('github-token', 'ghp_', 'a36-', github, checked),
  row('github-oauth-token', 'gho_', 'a36-', github, checked),
  row('github-app-user-token', 'ghu_', 'a36-', github, checked),
  row('github-app-token', 'ghs_', 'a36-', github, checked),
  row('github-app-stateless-token', 'ghs_', 'd1-12 _ t100-', github),
  row('github-refresh-token', 'ghr_', 'a36-', github, checked),
  row('github-fine-grained-token', 'github_pat_', 'w60-', github),
  row('gitlab-token', 'glpat-', 't20-', gitlab),
  row('gitlab-trigger-token', 'glptt-', 'h40', gitlab),
  row('gitlab-deploy-token', 'gldt-', 'b20-', gitlab),
  row('gitlab-runner-token', 'glrt- glrtr-', 't20-', gitlab),
  row('gitlab-job-token', 'glcbt-', 't20-', gitlab),
  row('gitlab-feed-token', 'glft-', 'b20-', gitlab),
  row('gitlab-mail-token', 'glimt-', 'b25-', gitlab),
  row('gitlab-agent-token', 'glagent-', 'b50-', gitlab),
  row('gitlab-scim-token', 'glsoat-', 'b20-', gitlab),
  row('gitlab-oauth-secret', 'gloas-', 'b64', gitlab),
  row('gitlab-feature-flag-token', 'glffct-', 'b20-', gitlab),
  row('gitlab-workspace-token', 'glwt-', 'b20-', gitlab),
  row('gitlab-registration-token', 'GR1348941', 'b20-', gitlab),
  row('atlassian-token', 'ATATT3', 'U150-', atlassian),
  row('atlassian-organization-key', 'ATCTT3', 'U150-', atlassian),
  row('bitbucket-app-password', 'ATBB', 'a32', bitbucket),
  row('bitbucket-repository-token', 'BBDC-', 'B44', bitbucket),
  row('sourcegraph-token', 'sgp_', 'H16 _ H40', sourcegraph),
  row('sourcegraph-local-token', 'sgp_local_', 'H40', sourcegraph),
  row('sourcegraph-legacy-token', 'sgp_', 'H40', sourcegraph),
  row('sourcegraph-gateway-token', 'sgd_ slk_', 'h64', sourcegraph),
  row(
    'azure-devops-token',
    '',
    'a76 AZDO a4',
    'learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
  ),
  row(
    'snyk-token',
    'snyk_uat.',
    'h8 . b10- . b20-',
    'docs.snyk.io/snyk-api/authentication-for-api',
  ),
  row(
    'snyk-service-token',
    'snyk_sat.',
    'h8 . b10- . b20-',
    'docs.snyk.io/snyk-api/authentication-for-api',
  ),
  row(
    'sonarqube-token',
    'squ_',
    'h40',
    'docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
  ),
  row(
    'sonarqube-project-token',
    'sqp_',
    'h40',
    'docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
  ),
  row(
    'sonarqube-analysis-token',
    'sqa_',
    'h40',
    'docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
  ),
  row('socket-token', 'sktsec_', 'b40-', 'docs.socket.dev/reference/authentication'),
  row(
    'gitpod-token',
    'gitpod_pat_',
    'b40-',
    'www.gitpod.io/docs/configure/user-settings/access-tokens',
  ),
];
