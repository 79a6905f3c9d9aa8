import { Alphabet } from '../../../engine/characters.js';
import { row, type TokenRow } from './token-row.js';

const { alphanumeric, base64url, word } = Alphabet;

/** Providers of language models. */
export const models: readonly TokenRow[] = [
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
