import { writeSync } from 'node:fs';
import { ExitCode } from '@fluxloop/core/errors';
import type { ErrorReport } from './error-report.js';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

const REPORT: ErrorReport = {
  code: 'ended_early',
  message: 'Something that runs in this process called process.exit before the command was done.',
  exit_code: ExitCode.unexpected,
  hint: 'An agent in process, or a plugin, must not end the process: let it return, or throw an error.',
};

/**
 * Notices when other people's code (an agent's function, a plugin) ends the process before the
 * command is done. Its exit code would be taken for ours: 0 for "all tests passed".
 *
 * @param json - how to say it: as JSON on standard output, or in words on standard error
 * @returns call it when the command is done
 */
export function guardAgainstEarlyEnd(json: boolean): () => void {
  // Node has told the whole error by itself.
  let crashed = false;
  const onCrash = (): void => {
    crashed = true;
  };
  const onExit = (code: number): void => {
    if (crashed || code === ExitCode.interrupted) return;
    process.exitCode = REPORT.exit_code;
    // Nothing that is written asynchronously arrives any more.
    if (json) writeSync(STANDARD_OUTPUT, `${JSON.stringify({ error: REPORT }, undefined, 2)}\n`);
    else writeSync(STANDARD_ERROR, `[ERROR] ${REPORT.message}\n→ ${REPORT.hint}\n`);
  };
  process.on('uncaughtExceptionMonitor', onCrash);
  process.on('exit', onExit);
  return () => {
    process.off('uncaughtExceptionMonitor', onCrash);
    process.off('exit', onExit);
  };
}
