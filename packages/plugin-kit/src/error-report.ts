import { inspect, stripVTControlCharacters } from 'node:util';
import { ExitCode } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import { concealKeys } from './key-text.js';

/** An error as data: what `--json` prints, and what the text for people is made of. */
export interface ErrorReport {
  /** Stable: `credential_missing`. */
  code: string;
  message: string;
  exit_code: number;
  hint?: string;
  docs_url?: string;
  location?: { file: string; line?: number; column?: number; excerpt?: string };
  /** Only with `--verbose`: where it came from, and what caused it. */
  trace?: string[];
  /** What the error's class adds, such as `request_id` or `needed_scope`. */
  [detail: string]: unknown;
}

/** What a report depends on beside the error. */
export interface ErrorReportOptions {
  env: Readonly<Record<string, string | undefined>>;
  verbose?: boolean;
  /** What to type for help on this command: `fluxloop test --help`. */
  helpCommand?: string;
}

/**
 * Turns anything that was thrown into a report. It holds no secret: FluxLoop's errors show only
 * what their `toJSON` gives, and every text goes through {@link concealKeys}.
 */
export function reportError(error: unknown, options: ErrorReportOptions): ErrorReport {
  const report = describe(error, options);
  if (options.verbose) report.trace = trace(error);
  return concealIn(report, options.env);
}

function describe(error: unknown, options: ErrorReportOptions): ErrorReport {
  if (isFluxLoopError(error)) {
    const report = error.toJSON();
    return { ...report, message: withoutParserWords(report.message) };
  }
  if (isCommandLineError(error)) return describeUsage(error, options);
  if (isSystemError(error)) return describeSystemError(error);
  if (error instanceof Error && error.name === 'AbortError') {
    return { code: 'interrupted', message: 'Stopped.', exit_code: ExitCode.interrupted };
  }
  return {
    code: 'unexpected',
    message: error instanceof Error ? error.message : `something was thrown: ${inspect(error)}`,
    exit_code: ExitCode.unexpected,
    hint: options.verbose
      ? 'This should not happen. Please report it at https://github.com/fluxloop/fluxloop/issues.'
      : 'This should not happen. Run it again with --verbose to see where it comes from.',
  };
}

interface FluxLoopErrorShape extends Error {
  toJSON(): { code: string; message: string; exit_code: number };
}

/** By shape, not by class: a plugin may bring its own copy of the SDK. */
function isFluxLoopError(error: unknown): error is FluxLoopErrorShape {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'exitCode' in error &&
    typeof error.exitCode === 'number' &&
    'toJSON' in error &&
    typeof error.toJSON === 'function'
  );
}

interface CommandLineErrorShape extends Error {
  oclif: { exit: number };
  flags?: unknown;
  args?: unknown;
  parse?: { input?: { flags?: Record<string, unknown> } };
}

function isCommandLineError(error: unknown): error is CommandLineErrorShape {
  return (
    error instanceof Error &&
    'oclif' in error &&
    typeof error.oclif === 'object' &&
    error.oclif !== null &&
    'exit' in error.oclif &&
    typeof error.oclif.exit === 'number'
  );
}

function describeUsage(error: CommandLineErrorShape, options: ErrorReportOptions): ErrorReport {
  const help = `See ${options.helpCommand ?? 'fluxloop --help'}.`;
  const unknown = Array.isArray(error.flags) ? String(error.flags[0] ?? '') : undefined;
  if (unknown !== undefined) {
    const known = Object.keys(error.parse?.input?.flags ?? {}).map((name) => `--${name}`);
    const meant = nearest(unknown, known);
    return {
      code: 'unknown_flag',
      message: `There is no flag ${unknown}.`,
      exit_code: ExitCode.usage,
      hint: meant === undefined ? help : `Did you mean ${meant}? ${help}`,
    };
  }
  const missing = missingArguments(error);
  if (missing.length > 0) {
    return {
      code: 'missing_argument',
      message: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
      exit_code: ExitCode.usage,
      hint: help,
    };
  }
  const message = withoutParserWords(stripVTControlCharacters(error.message));
  return {
    code: 'usage',
    message,
    exit_code: error.oclif.exit === 0 ? ExitCode.unexpected : error.oclif.exit,
    hint: help,
  };
}

/** The arguments that a command needs and did not get, as its help names them. */
function missingArguments({ args, message }: CommandLineErrorShape): string[] {
  if (!message.startsWith('Missing ') || !Array.isArray(args)) return [];
  return args.flatMap((arg: unknown) =>
    typeof arg === 'object' && arg !== null && 'name' in arg && typeof arg.name === 'string'
      ? [arg.name.toUpperCase()]
      : [],
  );
}

/**
 * oclif's parser rewrites the message of any error that a flag's own check throws: it puts a
 * heading and an invitation to `--help` around it.
 */
function withoutParserWords(message: string): string {
  return message
    .replace(/\n?See more help with --help\s*$/, '')
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/^Missing required flag (\S+)$/, '--$1 is missing.')
    .replace(/^Parsing (--[\w-]+) \n\t(.)/s, (_, flag: string, first: string) =>
      first === '-' ? first : `${flag}: ${first.toLowerCase()}`,
    )
    .trim();
}

interface SystemErrorShape extends Error {
  code: string;
  syscall: string;
  path?: string;
}

function isSystemError(error: unknown): error is SystemErrorShape {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'syscall' in error &&
    typeof error.syscall === 'string'
  );
}

const SYSTEM_ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'Give your user permission for it, or choose another folder.',
  EPERM: 'Give your user permission for it, or choose another folder.',
  EROFS: 'The file system is read-only. Choose a folder that can be written to.',
  ENOSPC: 'The disk is full. Make room and run it again.',
  EDQUOT: 'Your disk quota is used up. Make room and run it again.',
  EMFILE: 'Too many files are open. Raise the limit with: ulimit -n 4096',
};

/** What was asked for cannot be done in this place: a question of usage, as in the SDK's own errors. */
const NOT_PERMITTED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

function describeSystemError(error: SystemErrorShape): ErrorReport {
  const hint = SYSTEM_ADVICE[error.code];
  return {
    code: `system_${error.code.toLowerCase()}`,
    message: error.message,
    exit_code: NOT_PERMITTED.has(error.code) ? ExitCode.usage : ExitCode.unexpected,
    ...(hint === undefined ? {} : { hint }),
    ...(error.path === undefined ? {} : { location: { file: error.path } }),
  };
}

const DEEPEST_CAUSE = 5;

function trace(error: unknown): string[] {
  const lines: string[] = [];
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth++) {
    const stack = current.stack ?? `${current.name}: ${current.message}`;
    lines.push(...`${depth === 0 ? '' : 'caused by '}${stack}`.split('\n'));
    current = current.cause;
  }
  return lines;
}

function concealIn(report: ErrorReport, env: ErrorReportOptions['env']): ErrorReport {
  const conceal = (value: unknown): unknown => {
    if (typeof value === 'string') return concealKeys(value, env);
    if (Array.isArray(value)) return value.map(conceal);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, conceal(one)]));
    }
    return value;
  };
  return {
    ...Object.fromEntries(Object.entries(report).map(([key, value]) => [key, conceal(value)])),
    code: report.code,
    message: concealKeys(report.message, env),
    exit_code: report.exit_code,
  };
}
