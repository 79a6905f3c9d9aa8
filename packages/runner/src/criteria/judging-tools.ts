import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { LazyJudge } from '../judge/lazy-judge.js';
import type { OpenJudgeOptions } from '../judge/open-judge.js';
import type { Plugins } from '../plugins/plugins.js';
import type { JudgingTools } from './criterion.js';
import { CriterionModules } from './criterion-modules.js';
import type { RegexTester } from './regex-tester.js';
import { ScriptRunner } from './script-runner.js';

/** What {@link openJudgingTools} takes. */
export interface JudgingToolsOptions {
  /** The project's folder. */
  root: string;
  /** What the user's own files find in their environment, but for credentials of FluxLoop. */
  env: Readonly<Record<string, string | undefined>>;
  sanitizer: Sanitizer;
  /** What goes over what the user's own files print; `null` shows it as it is. Default: the sanitizer. */
  printSanitizer?: Sanitizer | null;
  /** Folders of plugins, in which `module:` is looked for too. Default: none. */
  packages?: Plugins['packages'];
  regex: RegexTester;
  /** The judge of `judge:`. Default: none. */
  judge?: Omit<OpenJudgeOptions, 'sanitizer' | 'root' | 'env'>;
}

/** What the criteria of a run judge with, and how to let go of it. */
export interface OpenJudgingTools extends JudgingTools {
  judge: LazyJudge | null;
  modules: CriterionModules;
  /**
   * Stops what is still judging.
   * @param reason - what whoever waits is rejected with
   */
  close(reason?: unknown): Promise<void>;
}

/**
 * Makes ready what criteria judge with. Threads and connections are opened by the first criterion that
 * needs them.
 */
export function openJudgingTools(options: JudgingToolsOptions): OpenJudgingTools {
  const {
    root,
    env,
    sanitizer,
    printSanitizer = sanitizer,
    packages,
    regex,
    judge: asked,
  } = options;
  const scripts = new ScriptRunner();
  const modules = new CriterionModules({ root, env, printSanitizer, packages });
  const judge = asked === undefined ? null : new LazyJudge({ ...asked, root, env, sanitizer });
  return {
    sanitizer,
    regex,
    scripts,
    modules,
    judge,
    close: async (reason) => {
      const all = [regex, scripts, modules, ...(judge === null ? [] : [judge])];
      await Promise.all(all.map((one) => one.close(reason)));
    },
  };
}
