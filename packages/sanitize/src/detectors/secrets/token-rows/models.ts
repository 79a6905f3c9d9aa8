/** Providers of models, and what agents are built on. */
export const models = `
anthropic-key; sk-ant-api01- sk-ant-api02- sk-ant-api03- sk-ant-api04- sk-ant-api05-; b90-128~AA; docs.claude.com/en/api/overview
anthropic-admin-key; sk-ant-admin01-; b90-128~AA; docs.claude.com/en/api/overview
anthropic-oauth-token; sk-ant-oat01-; b80-; docs.claude.com/en/api/overview
anthropic-refresh-token; sk-ant-ort01-; b80-; docs.claude.com/en/api/overview
anthropic-session-key; sk-ant-sid01-; b80-; docs.claude.com/en/api/overview
anthropic-key-of-another-form; sk-ant-api01- sk-ant-api02- sk-ant-api03- sk-ant-api04- sk-ant-api05- sk-ant-admin01-; b40-; docs.claude.com/en/api/overview; weak
openai-key; sk-; a20 T3BlbkFJ a20; platform.openai.com/docs/api-reference/authentication
openai-project-key; sk-proj-; b58 T3BlbkFJ b40-; platform.openai.com/docs/api-reference/authentication
openai-project-key; sk-proj-; b74 T3BlbkFJ b40-; platform.openai.com/docs/api-reference/authentication
openai-project-key; sk-proj-; a20 T3BlbkFJ a20; platform.openai.com/docs/api-reference/authentication
openai-service-account-key; sk-svcacct-; b58 T3BlbkFJ b40-; platform.openai.com/docs/api-reference/authentication
openai-service-account-key; sk-svcacct-; b74 T3BlbkFJ b40-; platform.openai.com/docs/api-reference/authentication
openai-service-account-key; sk-svcacct-; a20 T3BlbkFJ a20; platform.openai.com/docs/api-reference/authentication
openai-admin-key; sk-admin-; b58 T3BlbkFJ b40-; platform.openai.com/docs/api-reference/authentication
openai-admin-key; sk-admin-; b74 T3BlbkFJ b40-; platform.openai.com/docs/api-reference/authentication
openai-admin-key; sk-admin-; a20 T3BlbkFJ a20; platform.openai.com/docs/api-reference/authentication
openai-key-of-another-form; sk-proj- sk-svcacct- sk-admin-; b40-; platform.openai.com/docs/api-reference/authentication; weak
openai-keyless-key; sk-None-; a20 T3BlbkFJ a20; platform.openai.com/docs/api-reference/authentication
openrouter-key; sk-or-v1-; h64; openrouter.ai/docs/api-reference/authentication
langfuse-key; sk-lf-; uuid; langfuse.com/docs/api
helicone-key; sk-helicone-; l7 - l7 - l7 - l7; docs.helicone.ai/helicone-headers/helicone-auth
letta-key; sk-let-; B40-; docs.letta.com/api-reference/overview
deepseek-key; sk-; h32; api-docs.deepseek.com
dashscope-key; sk-; l32; www.alibabacloud.com/help/en/model-studio/get-api-key; weak
moonshot-key; sk-; a48; platform.moonshot.ai/docs; weak
hugging-face-token; hf_; L34; huggingface.co/docs/hub/security-tokens
hugging-face-organization-token; api_org_; L34; huggingface.co/docs/hub/security-tokens
groq-key; gsk_; a52; console.groq.com/docs/quickstart
xai-key; xai-; b80; docs.x.ai/docs/overview
perplexity-key; pplx-; a40-; docs.perplexity.ai/getting-started/quickstart
replicate-token; r8_; a37; replicate.com/docs/reference/http#authentication
cerebras-key; csk-; l48; inference-docs.cerebras.ai/quickstart
nvidia-key; nvapi-; b60-; docs.api.nvidia.com
together-key; tgp_v1_; b43; docs.together.ai/docs/quickstart
fireworks-key; fw_; a20-24; docs.fireworks.ai/getting-started/quickstart; weak
anyscale-secret; esecret_; l26; docs.anyscale.com
voyage-key; pa-; b43; docs.voyageai.com/docs/api-key-and-installation; weak
jina-key; jina_; a60; jina.ai/embeddings
nomic-key; nk-; b43; docs.nomic.ai; weak
elevenlabs-key; sk_; h48; elevenlabs.io/docs/api-reference/authentication
cartesia-key; sk_car_; a20-; docs.cartesia.ai/get-started/make-an-api-request
luma-key; luma-; uuid - uuid; docs.lumalabs.ai/docs/api
runpod-key; rpa_; a40-50; docs.runpod.io/get-started/api-keys
modal-token-id; ak-; a22; modal.com/docs/guide/service-users; weak
modal-token-secret; as-; a22; modal.com/docs/guide/service-users; weak
baseten-key; ; a8 . a32; docs.baseten.co/organization/api-keys; weak
friendli-token; flp_; a40-; friendli.ai/docs/guides/suite/personal-access-tokens
weights-and-biases-key; wandb_v1_; w60-; docs.wandb.ai/guides/track/environment-variables
langsmith-key; lsv2_pt_; h32 _ h10; docs.langchain.com/langsmith/create-account-api-key
langsmith-service-key; lsv2_sk_; h32 _ h10; docs.langchain.com/langsmith/create-account-api-key
langsmith-legacy-key; ls__; h32; docs.langchain.com/langsmith/create-account-api-key
llama-cloud-key; llx-; a48; docs.cloud.llamaindex.ai/api_key
tavily-key; tvly-; a32; docs.tavily.com/documentation/api-reference/introduction
tavily-key; tvly-dev- tvly-prod-; a32; docs.tavily.com/documentation/api-reference/introduction
firecrawl-key; fc-; h32; docs.firecrawl.dev/api-reference/introduction
brave-key; BSA; b28; api-dashboard.search.brave.com/app/documentation; weak
e2b-key; e2b_; h40; e2b.dev/docs/api-key
browserbase-key; bb_live_; b27; docs.browserbase.com/introduction/getting-started
apify-token; apify_api_; a36; docs.apify.com/platform/integrations/api
n8n-key; n8n_api_; a40-; docs.n8n.io/api/authentication
dify-app-key; app-; a24; docs.dify.ai/en/guides/application-publishing/developing-with-apis; weak
dify-dataset-key; dataset-; a24; docs.dify.ai/en/guides/knowledge-base/knowledge-and-documents-maintenance; weak
coze-token; pat_; a64; www.coze.com/docs/developer_guides/pat; weak
mem0-key; m0-; a40; docs.mem0.ai/platform/quickstart
zep-key; z_; t60-; help.getzep.com/quickstart; weak
promptlayer-key; pl_; h32; docs.promptlayer.com/quickstart
upstage-key; up_; a29; console.upstage.ai/docs/getting-started; weak
cursor-key; key_; h64; docs.cursor.com/account/teams/admin-api
cursor-agent-key; crsr_; h64; docs.cursor.com/en/cli/reference/authentication
arize-key; ak-; uuid - b30-; arize.com/docs/ax/security-and-settings/api-keys
chroma-key; ck-; a44; docs.trychroma.com/cloud/getting-started; weak
`;
