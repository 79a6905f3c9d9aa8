/** Clouds, code hosts, build and delivery. */
export const clouds = `
aws-secret-key; aws amazon; B40; docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
alibaba-secret-key; alibaba aliyun; a30; www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair
tencent-secret-key; tencent tencentcloud; a32; www.tencentcloud.com/document/product/598/32675
azure-client-id; azure; UUID; learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal
azure-tenant-id; tenant; UUID; learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal
azure-client-secret; azure; B34-44; learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal
azure-devops-legacy-token; azure vsts devops; l52; learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate
cloudflare-token; cloudflare; b40; developers.cloudflare.com/fundamentals/api/get-started/create-token
cloudflare-global-key; cloudflare; h37; developers.cloudflare.com/fundamentals/api/get-started/keys
digitalocean-legacy-token; digitalocean; h64; docs.digitalocean.com/reference/api
hetzner-token; hetzner; a64; docs.hetzner.com/cloud/api/getting-started/generating-api-token
linode-token; linode; h64; techdocs.akamai.com/linode-api/reference/get-started
vultr-key; vultr; u36; docs.vultr.com/platform/other/api
scaleway-secret-key; scaleway; UUID; www.scaleway.com/en/docs/iam/how-to/create-api-keys
ibm-cloud-key; ibm ibmcloud bluemix; b44; cloud.ibm.com/docs/account?topic=account-userapikey
fastly-token; fastly; b32; www.fastly.com/documentation/reference/api/auth-tokens
netlify-legacy-token; netlify; U40-46; docs.netlify.com/api/get-started
heroku-key; heroku; UUID; devcenter.heroku.com/articles/platform-api-quickstart
vercel-legacy-token; vercel zeit; a24; vercel.com/docs/rest-api/reference/welcome
railway-token; +railway; UUID; docs.railway.com/reference/public-api
bunny-key; +bunny bunnycdn; UUID; docs.bunny.net/reference/bunnynet-api-overview
ovh-application-secret; ovh; a32; help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api
rackspace-key; rackspace; h32; docs.rackspace.com
cloudinary-secret; cloudinary; b27; cloudinary.com/documentation/how_to_integrate_cloudinary
bitbucket-client-id; bitbucket; a32; support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud
bitbucket-client-secret; bitbucket; U64; support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud
gitea-token; gitea forgejo codeberg gogs; h40; docs.gitea.com/development/oauth2-provider
github-legacy-token; github; h40; docs.github.com/rest/authentication/authenticating-to-the-rest-api
gitlab-session; gitlabsession; a32; docs.gitlab.com/development/session
codecov-token; codecov; l32; docs.codecov.com/docs/codecov-tokens
codecov-upload-token; codecov; UUID; docs.codecov.com/docs/codecov-tokens
travis-token; travis; b22; docs.travis-ci.com/api
circleci-legacy-token; circleci circle; h40; circleci.com/docs/managing-api-tokens
drone-token; drone droneci; a32; docs.drone.io/api/overview
jenkins-token; jenkins; h32-34; www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients
sonar-token; sonar sonarqube sonarcloud; U40; docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens
codeclimate-token; codeclimate; h64; docs.codeclimate.com/docs/finding-your-test-coverage-token
snyk-legacy-token; snyk; UUID; docs.snyk.io/snyk-api/authentication-for-api
gitter-token; gitter; b40; developer.gitter.im/docs/authentication
buildkite-agent-token; buildkite; h50; buildkite.com/docs/agent/v3/tokens
bitrise-token; bitrise; b86; devcenter.bitrise.io/en/api/authenticating-with-the-bitrise-api.html
coveralls-token; coveralls; a32-37; docs.coveralls.io/api-introduction
sourcegraph-bare-token; sourcegraph; H40; sourcegraph.com/docs/cli/how-tos/creating_an_access_token
jfrog-identity-token; jfrog artifactory bintray xray; a64; jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens
jfrog-legacy-key; jfrog artifactory bintray xray; a73; jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens
docker-legacy-token; docker dockerhub; UUID; docs.docker.com/security/access-tokens
cloudsmith-key; cloudsmith; h40; help.cloudsmith.io/docs/api-key
packagecloud-token; packagecloud; h48; packagecloud.io/docs/api
octopus-legacy-key; octopus; U30; octopus.com/docs/octopus-rest-api/how-to-create-an-api-key
launchdarkly-token; launchdarkly; b40; docs.launchdarkly.com/home/account/api
split-key; +split splitio; l52; help.split.io/hc/en-us/articles/360019916211-API-keys
sidekiq-credentials; contribsys sidekiq; h8 : h8; github.com/sidekiq/sidekiq/wiki/Commercial-FAQ
okta-token; okta; 00 q40; developer.okta.com/docs/guides/create-an-api-token
auth0-secret; auth0 auth; b64; auth0.com/docs/get-started/applications/application-settings
onelogin-secret; onelogin; h64; developers.onelogin.com/api-docs/1/getting-started/working-with-api-credentials
jumpcloud-key; jumpcloud; h40; jumpcloud.com/support/jumpcloud-apis1
recaptcha-secret; recaptcha; b40; developers.google.com/recaptcha/docs/verify
hcaptcha-legacy-secret; hcaptcha; 0x H40; docs.hcaptcha.com
ethereum-private-key; wallet ethereum eth metamask privkey; 0x H64; ethereum.org/developers/docs/accounts
ethereum-private-key; wallet ethereum eth metamask privkey; H64; ethereum.org/developers/docs/accounts
`;
