import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type RunningProcess, startProcess } from '@fluxloop/plugin-kit/testing';
import * as z from 'zod';

/** The binary as it is installed; it runs from the build. */
export const BIN = new URL('../bin/fluxloop-platform.js', import.meta.url);

const listening = z.object({
  event: z.literal('listening'),
  url: z.url(),
  setup_url: z.url().nullable(),
});

/** A platform in a process of its own. */
export interface PlatformProcess {
  running: RunningProcess;
  url: string;
  setupToken: string | null;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
}

/** Starts the binary without waiting for it. */
export function spawnPlatform(
  folder: string,
  { port = '0', argv = [] }: { port?: string; argv?: readonly string[] } = {},
): RunningProcess {
  return startProcess({
    bin: BIN,
    argv: ['start', '--data', `${folder}/data`, '--port', port, '--json', ...argv],
    cwd: folder,
    home: folder,
  });
}

/** Starts the binary and waits until it listens. */
export async function launchPlatform(folder: string): Promise<PlatformProcess> {
  const running = spawnPlatform(folder);
  const { stdout } = running.child;
  if (stdout === null) {
    throw new Error('the platform has no standard output');
  }
  const line = await Promise.race([
    once(createInterface({ input: stdout }), 'line').then(([text]) => String(text)),
    running.finished.then((run) => {
      throw new Error(`the platform ended with ${run.exitCode}:\n${run.stdout}\n${run.stderr}`);
    }),
  ]);
  const event = readListening(line);
  return {
    running,
    url: event.url,
    setupToken: event.setup_url?.split('#token=')[1] ?? null,
    end: (signal) => {
      running.child.kill(signal);
      return running.finished;
    },
  };
}

/** The event that says where it listens; an error that it printed instead is thrown as it is. */
function readListening(line: string): z.output<typeof listening> {
  const { success, data } = listening.safeParse(JSON.parse(line));
  if (!success) throw new Error(`the platform did not start: ${line}`);
  return data;
}

/** The processes whose command line names the folder: ours, the watchdog's, the database's. */
export async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args=']);
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.includes('ps -eo'));
}
