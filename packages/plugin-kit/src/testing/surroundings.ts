import { Readable } from 'node:stream';
import type { Surroundings } from '../surroundings.js';

/** What a test says about a command's surroundings; everything has a quiet default. */
export interface FakeSurroundings {
  /** The whole environment; nothing of the test's own process is seen. */
  env?: Readonly<Record<string, string | undefined>>;
  /** The folder that the command is called in. */
  cwd?: string;
  /** What is piped to standard input; by default it is at its end. */
  stdin?: string;
  /** Makes standard output and standard error terminals of this width. */
  terminal?: { columns: number };
  /** What a person types; standard input is a terminal then. */
  typed?: string;
  /** Stands for Ctrl-C. */
  interruption?: AbortSignal;
}

/** Surroundings that record what is written to them. */
export interface RecordedSurroundings extends Surroundings {
  readonly recorded: { stdout: string; stderr: string; exitCode: number };
}

/** Surroundings for a command in a test: no terminal, no environment, nothing on standard input. */
export function fakeSurroundings(fake: FakeSurroundings = {}): RecordedSurroundings {
  const recorded = { stdout: '', stderr: '', exitCode: 0 };
  const terminal =
    fake.terminal === undefined ? {} : { isTTY: true, columns: fake.terminal.columns };
  return {
    recorded,
    env: fake.env ?? {},
    cwd: fake.cwd ?? process.cwd(),
    stdin:
      fake.typed === undefined
        ? Readable.from(fake.stdin === undefined ? [] : [fake.stdin])
        : Object.assign(Readable.from(fake.typed === '' ? [] : [fake.typed]), { isTTY: true }),
    stdout: {
      ...terminal,
      write: (text) => {
        recorded.stdout += text;
      },
    },
    stderr: {
      ...terminal,
      write: (text) => {
        recorded.stderr += text;
      },
    },
    reserveStandardOutput: () => {},
    setExitCode: (code) => {
      recorded.exitCode = code;
    },
    interruption: () => fake.interruption ?? new AbortController().signal,
  };
}
