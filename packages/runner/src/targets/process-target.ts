import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProcessRunner } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { CriterionValueError } from '../criteria/criterion.js';
import { parsePattern } from '../criteria/regex-criterion.js';
import { AgentHost } from './agent-host.js';
import { agentScript } from './agent-script.js';
import type { AgentCommand } from './child-agent.js';
import { childEnvironment } from './child-environment.js';
import { HostPool } from './host-pool.js';
import { connectJsonl } from './jsonl-link.js';
import type { OpenTargetOptions } from './open-target.js';
import { RawTarget } from './raw-target.js';
import type { Target } from './target.js';
import { TextTarget } from './text-target.js';

/**
 * Makes the target for a program, see docs/targets.md.
 * @throws ConfigurationError `target_not_found`, `pattern_invalid`
 */
export async function openProcessTarget(
  settings: ProcessRunner,
  options: OpenTargetOptions,
): Promise<Target> {
  const command = await commandOf(settings, options);
  const { sanitizer, regex, limits } = options;
  const tools = { sanitizer, regex };
  switch (settings.protocol) {
    case 'jsonl':
      return jsonlTarget(command, settings, options);
    case 'text':
      return new TextTarget({
        command,
        tools,
        limits,
        reuse: settings.reuse ?? false,
        answerEnd: pattern('answer_end', settings.answer_end),
      });
    case 'raw':
      return new RawTarget({ command, tools, limits });
  }
}

/** A program that speaks the agent protocol. */
export function jsonlTarget(
  command: AgentCommand,
  { reuse = true, instances }: { reuse?: boolean | undefined; instances: number },
  { sanitizer, regex, limits }: OpenTargetOptions,
): HostPool {
  return new HostPool({
    reuse,
    instances,
    start: (events) =>
      AgentHost.start({ sanitizer, limits, ...events }, (listener) =>
        connectJsonl(command, { sanitizer, regex }, limits.maxOutput, listener),
      ),
  });
}

async function commandOf(
  settings: ProcessRunner,
  { root, env }: OpenTargetOptions,
): Promise<AgentCommand> {
  const [program, ...args] = settings.command;
  if (program === undefined) throw new TypeError('A command has a program.');
  const cwd = resolve(root, settings.cwd ?? '.');
  await requireScript(settings.command, cwd);
  return {
    command: [program, ...args],
    cwd,
    env: childEnvironment(env, settings.env),
    readyPattern: pattern('ready_pattern', settings.ready_pattern),
    stopSignal: settings.stop_signal,
    stopTimeoutMs: settings.stop_timeout,
  };
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

function pattern(key: string, written: string | undefined): RegExp | null {
  if (written === undefined) return null;
  try {
    return parsePattern(written);
  } catch (error) {
    if (!(error instanceof CriterionValueError)) throw error;
    throw new ConfigurationError('pattern_invalid', `runner.process.${key}: ${error.message}.`);
  }
}
