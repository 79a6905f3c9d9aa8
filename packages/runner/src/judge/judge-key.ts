import type { JudgeConfiguration } from '@fluxloop/core/configuration';
import type { Secret } from '@fluxloop/core/secret';
import { modelKey } from '../model/model-key.js';

/**
 * The key that the environment holds for a judge; `null` for one that needs none.
 * @throws ConfigurationError `judge_key_missing`
 */
export function judgeKey(
  settings: JudgeConfiguration,
  env: Readonly<Record<string, string | undefined>>,
): Secret | null {
  const otherwise = 'remove judge: from fluxloop.yaml';
  const missing = { code: 'judge_key_missing', whose: 'the judge', otherwise };
  return modelKey({ settings, env, missing });
}
