import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { CriterionValueError } from '../criteria/criterion.js';
import { parsePattern } from '../criteria/regex-criterion.js';
import type { RegexTester } from '../criteria/regex-tester.js';
import { agentScript } from './agent-script.js';
import { childEnvironment } from './child-environment.js';
import type { SessionLimits, Target } from './target.js';

/** What {@link openTarget} takes. */
export interface OpenTargetOptions {
  /** The project's folder. */
  root: string;
  configuration: ProjectConfiguration;
  sanitizer: Sanitizer;
  regex: RegexTester;
  env: Readonly<Record<string, string | undefined>>;
  limits: SessionLimits;
}

/**
 * Makes the target that `runner:` in `fluxloop.yaml` describes. A process is started when its first
 * session begins; code that runs in process is loaded now.
 * @throws ConfigurationError `target_missing`, `target_not_found`, `target_not_loadable`, `ready_pattern_invalid`
 */
export async function openTarget(options: OpenTargetOptions): Promise<Target> {
  const { root, sanitizer, limits, regex } = options;
  const runner = options.configuration.runner;
  if (typeof runner?.target === 'string') {
    const { loadInProcessTarget } = await import('./in-process-target.js');
    return loadInProcessTarget({ root, target: runner.target, limits, sanitizer });
  }
  const [program, ...args] = runner?.process?.command ?? [];
  if (runner?.process === undefined || program === undefined) {
    throw new ConfigurationError('target_missing', 'fluxloop.yaml does not say what to test.', {
      hint: 'Add runner: { target: "./src/agent.ts:run" }, or runner: { process: { command: [node, agent.mjs] } }.',
    });
  }
  const settings = runner.process;
  const cwd = resolve(root, settings.cwd ?? '.');
  await requireScript([program, ...args], cwd);
  const { ProcessTarget } = await import('./process-target.js');
  return new ProcessTarget({
    command: {
      command: [program, ...args],
      cwd,
      env: childEnvironment(options.env, settings.env),
      readyPattern: readyPattern(settings.ready_pattern),
      stopSignal: settings.stop_signal,
      stopTimeoutMs: settings.stop_timeout,
      limits,
    },
    tools: { sanitizer, regex },
    reuse: settings.reuse ?? true,
    instances: settings.instances,
  });
}

/** An interpreter without its file would end at once, for every case, with words of its own. */
async function requireScript(command: readonly string[], cwd: string): Promise<void> {
  const script = agentScript(command);
  if (script === undefined) return;
  const file = resolve(cwd, script);
  const found = await access(file).then(
    () => true,
    () => false,
  );
  if (found) return;
  throw new ConfigurationError('target_not_found', `The agent's file ${file} was not found.`, {
    hint: 'Correct runner.process.command in fluxloop.yaml; it is relative to runner.process.cwd, or to the file itself.',
  });
}

/** The target in words, for the plan. */
export function describeTarget({ runner }: ProjectConfiguration): string {
  if (typeof runner?.target === 'string') return runner.target;
  return runner?.process?.command.join(' ') ?? 'none';
}

function readyPattern(pattern: string | undefined): RegExp | null {
  if (pattern === undefined) return null;
  try {
    return parsePattern(pattern);
  } catch (error) {
    if (!(error instanceof CriterionValueError)) throw error;
    throw new ConfigurationError(
      'ready_pattern_invalid',
      `runner.process.ready_pattern: ${error.message}.`,
    );
  }
}
