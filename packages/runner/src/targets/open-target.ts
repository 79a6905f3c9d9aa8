import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { RegexTester } from '../criteria/regex-tester.js';
import type { Plugins } from '../plugins/plugins.js';
import type { SessionLimits, Target } from './target.js';

/** What {@link openTarget} takes. */
export interface OpenTargetOptions {
  /** The project's folder. */
  root: string;
  configuration: ProjectConfiguration;
  sanitizer: Sanitizer;
  /** What goes over what code in this process prints; `null` shows it as it is. */
  printSanitizer: Sanitizer | null;
  regex: RegexTester;
  /** Folders of plugins, in which `runner.target.module` is looked for too. */
  packages: Plugins['packages'];
  env: Readonly<Record<string, string | undefined>>;
  limits: SessionLimits;
  /** Ends the start early; the promise is then rejected with its reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Makes the target that `runner:` in `fluxloop.yaml` describes. A process is started when its first
 * session begins; code that runs in process is loaded now, and what an endpoint needs of the environment
 * is looked up now.
 * @throws ConfigurationError `target_missing`, `target_not_found`, `target_not_loadable`, `pattern_invalid`,
 *   `python_not_found`, `variable_missing`, `template_invalid`, `replay_invalid`
 */
export async function openTarget(options: OpenTargetOptions): Promise<Target> {
  const { root, sanitizer, printSanitizer, packages, limits, env, signal } = options;
  const { target, python, process, http, openai, replay } = options.configuration.runner ?? {};
  // Each kind is loaded only when it is used.
  if (target !== undefined) {
    const { loadInProcessTarget } = await import('./in-process-target.js');
    return loadInProcessTarget({
      root,
      target,
      limits,
      sanitizer,
      printSanitizer,
      packages,
      env,
      signal,
    });
  }
  if (process !== undefined) {
    const { openProcessTarget } = await import('./process-target.js');
    return openProcessTarget(process, options);
  }
  if (python !== undefined) {
    const { openPythonTarget } = await import('./python-target.js');
    return openPythonTarget(python, options);
  }
  if (http !== undefined) {
    const { openHttpTarget } = await import('./http-target.js');
    return openHttpTarget(http, options);
  }
  if (openai !== undefined) {
    const { openOpenaiTarget } = await import('./openai-target.js');
    return openOpenaiTarget(openai, options);
  }
  if (replay !== undefined) {
    const { openReplayTarget } = await import('./replay-target.js');
    return openReplayTarget(replay, options);
  }
  throw new ConfigurationError('target_missing', 'fluxloop.yaml does not say what to test.', {
    hint: 'Add runner: { target: "./src/agent.ts:run" }, or runner: { process: { command: [node, agent.mjs] } }.',
  });
}

/** The target in words, for the plan: as it is written in `fluxloop.yaml`, so without any secret. */
export function describeTarget(runner: ProjectConfiguration['runner']): string {
  const { target, python, process, http, openai, replay } = runner ?? {};
  if (target !== undefined) return typeof target === 'string' ? target : target.module;
  if (python !== undefined) return `python ${python.function}`;
  if (process !== undefined) return process.command.join(' ');
  if (http !== undefined) return `${http.method} ${http.url}`;
  if (openai !== undefined) return `${openai.model} at ${openai.base_url}`;
  return replay === undefined ? 'none' : `replay ${replay}`;
}
