import type { JudgeConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { Secret } from '@fluxloop/core/secret';

const OPENAI_HOST = 'api.openai.com';

/**
 * The key that the environment holds for a judge; `null` for one that needs none.
 * @throws ConfigurationError `judge_key_missing`
 */
export function judgeKey(
  { api_key_env, base_url }: JudgeConfiguration,
  env: Readonly<Record<string, string | undefined>>,
): Secret | null {
  const host = new URL(base_url).host;
  const variable = api_key_env ?? (host === OPENAI_HOST ? 'OPENAI_API_KEY' : undefined);
  if (variable === undefined) return null;
  const key = env[variable]?.trim();
  if (key !== undefined && key !== '') return new Secret(key);
  throw new ConfigurationError(
    'judge_key_missing',
    `The judge's key is not there: the variable ${variable} is not set.`,
    { hint: `Set it: export ${variable}=…, or remove judge: from fluxloop.yaml.` },
  );
}
