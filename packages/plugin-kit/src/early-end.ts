import { writeSync } from 'node:fs';
import { ExitCode } from '@fluxloop/core/errors';
import { type ErrorReport, type ErrorReportOptions, reportError } from './error-report.js';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

const ENDED_EARLY: ErrorReport = {
  code: 'ended_early',
  message: 'Something that runs in this process called process.exit before the command was done.',
  exit_code: ExitCode.unexpected,
  hint: 'An agent in process, or a plugin, must not end the process: let it return, or throw an error.',
};

/** How {@link guardAgainstEarlyEnd} speaks. */
export interface EarlyEndOptions extends ErrorReportOptions {
  /** As JSON on standard output; else in words on standard error. */
  json: boolean;
}

/**
 * Stands between other people's code (an agent's function, a plugin) and the end of the process:
 * `process.exit` before the command is done would pass its exit code off as ours, 0 for "all tests
 * passed"; an error that nobody catches would show its stack, and no JSON.
 *
 * @returns call it when the command is done
 */
export function guardAgainstEarlyEnd(options: EarlyEndOptions): () => void {
  // Nothing that is written asynchronously would arrive any more.
  const say = (report: ErrorReport): void => {
    const json = `${JSON.stringify({ error: report }, undefined, 2)}\n`;
    if (options.json && write(STANDARD_OUTPUT, json)) return;
    const hint = report.hint === undefined ? [] : [`→ ${report.hint}`];
    const lines = [`[ERROR] ${report.message}`, ...hint, ...(report.trace ?? [])];
    write(STANDARD_ERROR, `${lines.join('\n')}\n`);
  };
  const onExit = (code: number): void => {
    if (code === ExitCode.interrupted) return;
    process.exitCode = ENDED_EARLY.exit_code;
    say(ENDED_EARLY);
  };
  const stop = (): void => {
    process.off('uncaughtException', onCrash);
    process.off('exit', onExit);
  };
  const onCrash = (error: unknown): void => {
    stop();
    const report = reportError(error, options);
    // A stream that cannot be written to, such as standard output on a full disk, says enough itself.
    say(report.code.startsWith('system_') ? report : uncaught(report));
    process.exit(ExitCode.unexpected);
  };
  process.on('uncaughtException', onCrash);
  process.on('exit', onExit);
  return stop;
}

function uncaught(report: ErrorReport): ErrorReport {
  return {
    ...report,
    code: 'uncaught_error',
    message: `Something that runs in this process threw an error that nobody caught: ${report.message}`,
    hint: 'An agent in process has to await its promises and to catch the errors of its timers. --verbose shows where it comes from.',
  };
}

/** @returns false where it cannot be written: the stream is closed, or its disk is full */
function write(stream: number, text: string): boolean {
  try {
    writeSync(stream, text);
    return true;
  } catch {
    return false;
  }
}
