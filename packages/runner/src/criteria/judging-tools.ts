import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { JudgingTools } from './criterion.js';
import type { RegexTester } from './regex-tester.js';
import { ScriptRunner } from './script-runner.js';

/** What the criteria of a run judge with, and how to let go of it. */
export interface OpenJudgingTools extends JudgingTools {
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
export function openJudgingTools(options: {
  sanitizer: Sanitizer;
  regex: RegexTester;
}): OpenJudgingTools {
  const scripts = new ScriptRunner();
  return {
    ...options,
    scripts,
    close: async (reason) => {
      await Promise.all([options.regex.close(reason), scripts.close(reason)]);
    },
  };
}
