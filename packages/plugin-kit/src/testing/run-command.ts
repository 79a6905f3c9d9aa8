import { tmpdir } from 'node:os';
import { Config } from '@oclif/core/config';
import type * as Interfaces from '@oclif/core/interfaces';
import { CommandFailure } from '../command-failure.js';
import type { ErrorReport } from '../error-report.js';
import { withSurroundings } from '../surroundings.js';
import { type FakeSurroundings, fakeSurroundings } from './surroundings.js';

/** A command class, as far as running it goes. */
export interface RunnableCommand {
  run(argv: string[], config: Interfaces.Config): Promise<unknown>;
}

/** What came of a command. */
export interface CommandRun {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** What `run()` gave back; `undefined` after an error. */
  result: unknown;
  /** The error that was shown. */
  error: ErrorReport | undefined;
  /** Standard output read as one JSON document, as `--json` promises; it throws where that fails. */
  json(): unknown;
}

/**
 * Runs a command class in this process, on its source, with surroundings of its own: nothing global
 * is changed, so runs do not disturb each other.
 *
 * @param command - the class
 * @param argv - what would be typed after the command's name
 * @param fake - environment, folder, standard input, terminal
 * @throws what the command throws that is not an error of a command: a defect
 */
export async function runCommand(
  command: RunnableCommand,
  argv: readonly string[] = [],
  fake: FakeSurroundings = {},
): Promise<CommandRun> {
  const around = fakeSurroundings(fake);
  let result: unknown;
  let error: ErrorReport | undefined;
  try {
    result = await withSurroundings(around, async () => command.run([...argv], await bareConfig()));
  } catch (thrown) {
    if (!(thrown instanceof CommandFailure)) throw thrown;
    error = thrown.report;
    around.setExitCode(thrown.report.exit_code);
  }
  const { stdout, stderr, exitCode } = around.recorded;
  return { exitCode, stdout, stderr, result, error, json: () => JSON.parse(stdout) };
}

/** An oclif configuration that looks at no file and finds no other command or plugin. */
async function bareConfig(): Promise<Config> {
  return Config.load({
    root: tmpdir(),
    pjson: { name: 'fluxloop-test', version: '0.0.0', oclif: { bin: 'fluxloop' } },
    ignoreManifest: true,
    userPlugins: false,
    devPlugins: false,
  });
}
