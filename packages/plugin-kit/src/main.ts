import { Writable } from 'node:stream';
import { ExitCode } from '@fluxloop/core/errors';
import type * as Interfaces from '@oclif/core/interfaces';
import { run } from '@oclif/core/run';
import { concealArguments } from './concealed-arguments.js';
import { guardAgainstEarlyEnd } from './early-end.js';
import { reportError } from './error-report.js';
import { outputMode } from './output-mode.js';
import { interruptionIsTakenOver, surroundings } from './surroundings.js';

/** What {@link runMain} starts. */
export interface MainOptions {
  /**
   * The file URL of the program's entry (`import.meta.url`), from which oclif finds its
   * package.json; oclif's own options, for a program whose commands are a part of a package's; or
   * what finds them, by what was typed.
   */
  from:
    | string
    | Interfaces.LoadOptions
    | ((argv: readonly string[]) => Promise<Interfaces.LoadOptions>);
  /** What was typed, without node and the program. Default: `process.argv` from its third word. */
  argv?: readonly string[];
}

/**
 * Runs an oclif program to its end, and ends the process: a `main` for FluxLoop's binaries.
 *
 * Secrets are taken out of `process.argv` before oclif sees it. Errors outside of a command (no
 * such command, a broken plugin) are shown as {@link BaseCommand} shows its own. Ctrl-C ends the
 * process with 130, unless the running command has taken that over. `help test` means `test --help`.
 */
export async function runMain(options: MainOptions): Promise<never> {
  const argv = withHelpAsFlag(concealArguments(options.argv ?? process.argv.slice(2)));
  hideFromProcessList(argv);
  process.argv.splice(2, process.argv.length, ...argv);
  process.on('SIGINT', () => {
    if (!interruptionIsTakenOver()) process.exit(ExitCode.interrupted);
  });
  const done = guardAgainstEarlyEnd({
    json: argv.includes('--json'),
    verbose: argv.includes('--verbose'),
    env: process.env,
  });
  try {
    const { from } = options;
    await run(argv, typeof from === 'function' ? await from(argv) : from);
  } catch (error) {
    process.exitCode = exitOf(error) ?? (await show(error, argv));
  }
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  done();
  process.exit();
}

function withHelpAsFlag(argv: readonly string[]): string[] {
  const [first, ...others] = argv;
  return first === 'help' ? [...others, '--help'] : [...argv];
}

/** By shape, not by class: a plugin's commands end with the classes of its own copy of this package. */
function exitOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIT') return undefined;
  const exit: unknown = 'oclif' in error ? Reflect.get(Object(error.oclif), 'exit') : undefined;
  return typeof exit === 'number' ? exit : undefined;
}

async function show(error: unknown, argv: readonly string[]): Promise<number> {
  const around = surroundings();
  const mode = outputMode(
    {
      json: argv.includes('--json'),
      verbose: argv.includes('--verbose'),
      ...(argv.includes('--no-color') ? { color: false } : {}),
    },
    around,
  );
  const report = reportError(error, { env: around.env, verbose: mode.verbose });
  if (mode.json) {
    around.stdout.write(`${JSON.stringify({ error: report }, undefined, 2)}\n`);
  } else {
    const { formatError } = await import('./rendering/format-error.js');
    around.stderr.write(formatError(report, mode.stderr));
  }
  return report.exit_code;
}

/** On Linux and macOS a new title also overwrites the arguments that `ps` shows. */
function hideFromProcessList(argv: readonly string[]): void {
  if (argv.some((word) => word.includes('{secret-'))) process.title = 'fluxloop';
}

/** A pipe takes what is written to it at its own pace, and `process.exit` would not wait for it. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) return resolve();
    // Not its own `write`: a command may have reserved that.
    Writable.prototype.write.call(stream, '', 'utf8', () => resolve());
  });
}
