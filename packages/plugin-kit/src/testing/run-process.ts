import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How {@link startProcess} starts a program. */
export interface ProcessOptions {
  /** The program's JavaScript file, as a path or a `file:` URL. */
  bin: string | URL;
  argv?: readonly string[];
  /** The folder that it is called in. */
  cwd: string;
  /** FluxLoop's folder of the imaginary user; it is `HOME` too. */
  home: string;
  /** Added to a clean environment, in which there is only what a process needs to start. */
  env?: Readonly<Record<string, string>>;
  /** What is piped to standard input. Default: nothing, and it is closed. */
  stdin?: string;
  /** Leaves standard input open, as a terminal does in which nobody types. */
  keepStdinOpen?: boolean;
}

/** What came of a process. */
export interface ProcessRun {
  /** `null` when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  json(): unknown;
}

/** A process that is running. */
export interface RunningProcess {
  readonly child: ChildProcess;
  readonly finished: Promise<ProcessRun>;
  /**
   * Waits until standard output and standard error together match.
   *
   * @throws Error with all output when the process ends before that
   */
  waitForOutput(pattern: RegExp): Promise<void>;
}

/** What is passed on from the test's own environment: without these no process starts on some system. */
const NEEDED = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];

/** Starts the program as a real process, with piped streams and an environment that holds no secret. */
export function startProcess(options: ProcessOptions): RunningProcess {
  const file = options.bin instanceof URL ? fileURLToPath(options.bin) : options.bin;
  const inherited = NEEDED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(process.execPath, [file, ...(options.argv ?? [])], {
    cwd: options.cwd,
    env: {
      ...Object.fromEntries(inherited),
      HOME: options.home,
      USERPROFILE: options.home,
      FLUXLOOP_HOME: options.home,
      ...options.env,
    },
    stdio: 'pipe',
  });
  const output = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      for (const watcher of watchers) watcher();
    });
  }
  // A program that ends without reading its input closes the pipe; that is its right.
  child.stdin.on('error', () => {});
  if (options.stdin !== undefined) child.stdin.write(options.stdin);
  if (!options.keepStdinOpen) child.stdin.end();

  const finished = new Promise<ProcessRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal, ...output, json: () => JSON.parse(output.stdout) });
      for (const watcher of watchers) watcher();
    });
  });

  return {
    child,
    finished,
    waitForOutput: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const text = output.stdout + output.stderr;
          if (pattern.test(text)) {
            watchers.delete(look);
            resolve();
          } else if (child.exitCode !== null || child.signalCode !== null) {
            watchers.delete(look);
            reject(new Error(`the process ended before ${pattern} was seen:\n${text}`));
          }
        };
        watchers.add(look);
        look();
      }),
  };
}

/** Runs the program as a real process to its end. */
export function runProcess(options: ProcessOptions): Promise<ProcessRun> {
  return startProcess(options).finished;
}
