import type { JudgeConfiguration } from '@fluxloop/core/configuration';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { leakKey } from '../ledger/leak-log.js';
import { ensureStateFolder, stateFolder } from '../ledger/run-folder.js';
import { ModelConnection } from '../model/model-connection.js';
import { Judge } from './judge.js';
import { JudgeCache } from './judge-cache.js';
import { judgeKey } from './judge-key.js';

/** What {@link openJudge} takes. */
export interface OpenJudgeOptions {
  /** The project's folder. */
  root: string;
  settings: JudgeConfiguration;
  sanitizer: Sanitizer;
  /** Whether the run's own rows are sanitized; then the judge sees nothing raw either. */
  sanitized: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

/**
 * Makes ready the judge of a project. No request is made yet.
 * @throws ConfigurationError `judge_key_missing`, `proxy_invalid`
 */
export async function openJudge(options: OpenJudgeOptions): Promise<Judge> {
  const { root, settings, sanitizer, env, now, random } = options;
  const key = judgeKey(settings, env);
  await ensureStateFolder(root);
  const folder = stateFolder(root);
  return new Judge({
    settings,
    sanitizer,
    raw: settings.send === 'raw' && !options.sanitized,
    cache: settings.cache ? new JudgeCache(folder) : null,
    digestKey: await leakKey(folder),
    connection: new ModelConnection({ part: 'judge', settings, key, env, sanitizer, now, random }),
  });
}
