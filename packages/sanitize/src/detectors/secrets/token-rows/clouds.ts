/** Clouds, hosting and infrastructure. */
export const clouds = `
aws-access-key; AKIA; u16; docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
aws-temporary-access-key; ASIA; u16; docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
aws-bearer-token; ABIA; u16; docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
aws-context-credential; ACCA; u16; docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
aws-bedrock-key; ABSK; B109-; docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
aws-bedrock-short-term-key; bedrock-api-key-; B60-; docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
amazon-mws-token; amzn.mws.; uuid; docs.developer.amazonservices.com
amazon-client-secret; amzn1.oa2-cs.v1.; h64; developer.amazon.com/docs/login-with-amazon/access-token.html
amazon-access-token; Atza|; U60-; developer.amazon.com/docs/login-with-amazon/access-token.html
amazon-refresh-token; Atzr|; U60-; developer.amazon.com/docs/login-with-amazon/access-token.html
google-api-key; AIza; b35; cloud.google.com/docs/authentication/api-keys
google-authorization-key; AQ.Ab8R; b40-; cloud.google.com/docs/authentication/api-keys
google-oauth-token; ya29.; t20-; developers.google.com/identity/protocols/oauth2
google-oauth-secret; GOCSPX-; b28; developers.google.com/identity/protocols/oauth2
google-captcha-key; 6Le; b37; developers.google.com/recaptcha/intro; weak
azure-search-key; ; a42 AzSe a6; learn.microsoft.com/azure/search/search-security-api-keys
azure-function-key; ; b44 AzFu b6 ==; learn.microsoft.com/azure/azure-functions/function-keys-how-to
azure-openai-key; ; a52 JQQJ99 a26; learn.microsoft.com/azure/ai-services/authentication
azure-storage-key; ; B76 +ASt B6 ==; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-cosmos-key; ; B76 ACDb B6 ==; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-batch-key; ; B76 +ABa B6 ==; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-container-registry-key; ; B42 +ACR a6; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-event-hub-key; ; B33 +AEh B6 =; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-service-bus-key; ; B33 +ASb B6 =; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-relay-key; ; B33 +ARm B6 =; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-iot-key; ; B33 AIoT B6 =; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
azure-redis-key; ; B33 AzCa B6 =; learn.microsoft.com/purview/sit-defn-azure-storage-account-key-generic
digitalocean-token; dop_v1_; h64; docs.digitalocean.com/reference/api/create-personal-access-token
digitalocean-oauth-token; doo_v1_; h64; docs.digitalocean.com/reference/api/create-personal-access-token
digitalocean-refresh-token; dor_v1_; h64; docs.digitalocean.com/reference/api/create-personal-access-token
digitalocean-spaces-key; DO00; u16; docs.digitalocean.com/products/spaces/how-to/manage-access
cloudflare-user-token; cfut_; a40 h8; developers.cloudflare.com/fundamentals/api/get-started/create-token
cloudflare-account-token; cfat_; a40 h8; developers.cloudflare.com/fundamentals/api/get-started/create-token
cloudflare-global-key; cfk_; a40 h8; developers.cloudflare.com/fundamentals/api/get-started/create-token
cloudflare-origin-key; v1.0-; h24 - h146; developers.cloudflare.com/fundamentals/api/get-started/ca-keys
cloudflare-turnstile-secret; 0x4AAAAAA; b26; developers.cloudflare.com/turnstile/get-started
cloudflare-tunnel-token; eyJhIjoi; U100-; developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel
alibaba-access-key; LTAI; a12-26; www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair
tencent-secret-id; AKID; a32; www.tencentcloud.com/document/product/598/32675
yandex-api-key; AQVN; b35-38; yandex.cloud/en/docs/iam/concepts/authorization
yandex-iam-token; t1.; U1-80 . U86; yandex.cloud/en/docs/iam/concepts/authorization
yandex-oauth-token; y0_ y1_ y2_ y3_; b50-; yandex.cloud/en/docs/iam/concepts/authorization; weak
yandex-static-key; YC; b38; yandex.cloud/en/docs/iam/concepts/authorization; weak
scaleway-access-key; SCW; u17; www.scaleway.com/en/docs/iam/concepts; weak
exoscale-access-key; EXO; h24; community.exoscale.com/product/iam
heroku-token; HRKU-; b36-; devcenter.heroku.com/articles/authentication
fly-token; fo1_; b43; fly.io/docs/security/tokens
fly-machine-token; fm1_ fm1a_ fm1r_; U100-; fly.io/docs/security/tokens
fly-macaroon; fm2_; U100-; fly.io/docs/security/tokens
vercel-token; vcp_; a24-; vercel.com/docs/rest-api/reference/welcome
vercel-integration-token; vci_; a24-; vercel.com/docs/rest-api/reference/welcome
vercel-app-token; vca_; a24-; vercel.com/docs/rest-api/reference/welcome
vercel-refresh-token; vcr_; a24-; vercel.com/docs/rest-api/reference/welcome
vercel-gateway-key; vck_; a24-; vercel.com/docs/ai-gateway/authentication
vercel-blob-token; vercel_blob_rw_; a16 _ a30-; vercel.com/docs/vercel-blob/using-blob-sdk
netlify-token; nfp_; a36-; docs.netlify.com/api/get-started
netlify-build-token; nfb_; a36-; docs.netlify.com/api/get-started
netlify-cli-token; nfc_; a36-; docs.netlify.com/api/get-started
netlify-oauth-token; nfo_; a36-; docs.netlify.com/api/get-started
netlify-user-token; nfu_; a36-; docs.netlify.com/api/get-started
render-token; rnd_; a32; render.com/docs/api
scalingo-token; tk-us- tk-eu-; b48; developers.scalingo.com
deno-deploy-token; ddp_; a36; docs.deno.com/deploy
deno-deploy-web-token; ddw_; a36; docs.deno.com/deploy
deno-organization-token; ddo_; a36; docs.deno.com/deploy
openshift-token; sha256~; b43; docs.openshift.com/container-platform/latest/authentication/managing-oauth-access-tokens.html
pulumi-token; pul-; h40; www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens
terraform-token; atlasv1.; U60-70; developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens; lead a14 .
infracost-key; ico-; a32; www.infracost.io/docs/infracost_cloud/api_keys
rancher-token; token-; l5 : l54; ranchermanager.docs.rancher.com/reference-guides/about-the-api/api-tokens
kubeconfig-rancher-token; kubeconfig-; l1-40 : l54; ranchermanager.docs.rancher.com/reference-guides/about-the-api/api-tokens
docker-token; dckr_pat_; b27-; docs.docker.com/security/access-tokens
docker-organization-token; dckr_oat_; b27-; docs.docker.com/enterprise/security/access-tokens
docker-swarm-join-token; SWMTKN-1-; l50 - l25; docs.docker.com/engine/swarm/join-nodes
docker-swarm-unlock-key; SWMKEY-1-; B43; docs.docker.com/engine/swarm/swarm_manager_locking
tailscale-auth-key; tskey-auth-; b20-; tailscale.com/kb/1085/auth-keys
tailscale-api-key; tskey-api-; b20-; tailscale.com/kb/1101/api
tailscale-client-secret; tskey-client-; b20-; tailscale.com/kb/1215/oauth-clients
tailscale-key; tskey-; b20-; tailscale.com/kb/1252/key-secret-management
defined-networking-key; dnkey-; b26 - b52; docs.defined.net/guides/automating-host-creation
`;
