import { AsyncLocalStorage } from 'node:async_hooks';
import { ExitCode } from '@fluxloop/core/errors';

/** Where text goes: a terminal, a file, or a pipe. */
export interface OutputStream {
  write(text: string): unknown;
  /** True for a terminal. */
  readonly isTTY?: boolean;
  /** The terminal's width in characters. */
  readonly columns?: number;
  /** Tells once when there is room again after `write` gave `false`, or when nobody reads any more. */
  once?(event: 'drain' | 'close', listener: () => void): unknown;
}

/** Where text comes from. */
export interface InputStream extends AsyncIterable<Uint8Array | string> {
  /** True for a terminal. */
  readonly isTTY?: boolean;
}

/** Everything outside the program that a command touches, except the file system and the network. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that the command was called in. */
  readonly cwd: string;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /**
   * Keeps standard output for the command: what other people's code in this process (an agent's
   * `console.log`) prints there goes to standard error from now on, so that `--json` stays JSON.
   */
  reserveStandardOutput(): void;
  /** Sets what the process ends with; it does not end the process. */
  setExitCode(code: number): void;
  /**
   * Aborts when somebody presses Ctrl-C (SIGINT) or asks the process to end (SIGTERM). Whoever asks
   * for it takes over: until then a signal ends the process at once.
   */
  interruption(): AbortSignal;
}

const override = new AsyncLocalStorage<Surroundings>();
let interruption: AbortController | undefined;
let reserved: OutputStream | undefined;

/** Registered, because a plugin may bring its own copy of this package into the process. */
const TAKEN_OVER = Symbol.for('@fluxloop/plugin-kit:interruption-taken-over');

/** The real surroundings of this process. */
const processSurroundings: Surroundings = {
  get env() {
    return process.env;
  },
  get cwd() {
    return process.cwd();
  },
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return reserved ?? process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
  reserveStandardOutput() {
    reserved ??= reserveStandardOutput();
  },
  setExitCode(code) {
    process.exitCode = code;
  },
  interruption() {
    interruption ??= listenForSignals();
    return interruption.signal;
  },
};

/** Whether a command of this process has asked for {@link Surroundings.interruption}. */
export function interruptionIsTakenOver(): boolean {
  return Reflect.get(globalThis, TAKEN_OVER) === true;
}

function reserveStandardOutput(): OutputStream {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return {
    write: (text) => write(text),
    get isTTY() {
      return stdout.isTTY;
    },
    get columns() {
      return stdout.columns;
    },
  };
}

function listenForSignals(): AbortController {
  const controller = new AbortController();
  Reflect.set(globalThis, TAKEN_OVER, true);
  const onSignal = (): void => {
    // A second Ctrl-C means that the person does not want to wait for a clean end.
    if (controller.signal.aborted) process.exit(ExitCode.interrupted);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller;
}

/** What surrounds the code that is running now: the process, or what {@link withSurroundings} set. */
export function surroundings(): Surroundings {
  return override.getStore() ?? processSurroundings;
}

/**
 * Runs `action` with other surroundings than the process's. It changes nothing global, so several
 * commands can run side by side in one process; the test helpers are made of it.
 */
export function withSurroundings<T>(other: Surroundings, action: () => Promise<T>): Promise<T> {
  return override.run(other, action);
}
