import { ConfigurationError } from '@fluxloop/core/errors';
import { Secret } from '@fluxloop/core/secret';

const OPENAI_HOST = 'api.openai.com';

/** What {@link modelKey} takes. */
export interface ModelKeyOptions {
  settings: { base_url: string; api_key_env?: string | undefined };
  env: Readonly<Record<string, string | undefined>>;
  /** The error when the variable is not set: its code, whose key it is, and what else can be done. */
  missing: { code: string; whose: string; otherwise: string };
}

/**
 * The key that the environment holds for a model; `null` for one that needs none. OpenAI's own is sent to
 * nobody else unless that is written down.
 * @throws ConfigurationError `missing.code`
 */
export function modelKey({ settings, env, missing }: ModelKeyOptions): Secret | null {
  const isOpenai = new URL(settings.base_url).host === OPENAI_HOST;
  const variable = settings.api_key_env ?? (isOpenai ? 'OPENAI_API_KEY' : undefined);
  if (variable === undefined) return null;
  const key = env[variable]?.trim();
  if (key !== undefined && key !== '') return new Secret(key);
  throw new ConfigurationError(
    missing.code,
    `The key of ${missing.whose} is not there: the variable ${variable} is not set.`,
    { hint: `Set it: export ${variable}=…, or ${missing.otherwise}.` },
  );
}
