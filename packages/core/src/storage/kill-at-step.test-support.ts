import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const wanted = Number(process.env.KILL_AT_STEP ?? 0);
const moment = process.env.KILL_MOMENT ?? 'before';
const taken: string[] = [];

/**
 * Lets this process die by SIGKILL at one of its steps in the file system, for tests of what it leaves
 * behind. Call it before anything else.
 *
 * `KILL_AT_STEP` is the step, from 1; `KILL_MOMENT` is `before` it, `after` it, or `within` a write. With
 * `REPORT_STEPS` the names of all steps are printed as one line of JSON when the process ends.
 */
export async function armKill(): Promise<void> {
  if (wanted === 0 && process.env.REPORT_STEPS === undefined) return;
  for (const name of ['mkdir', 'open', 'rename', 'rm', 'readdir', 'realpath']) {
    wrapPromise(promises, name);
  }
  for (const name of ['mkdir', 'rmdir', 'utimes', 'stat'] as const) wrapCallback(name);
  await wrapHandles();
  syncBuiltinESMExports();
  process.on('exit', () => {
    if (process.env.REPORT_STEPS !== undefined) fs.writeSync(1, `${JSON.stringify(taken)}\n`);
  });
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** @returns whether the step that begins is the one to die at */
function begin(name: string): boolean {
  taken.push(name);
  const isIt = taken.length === wanted;
  if (isIt && moment === 'before') die();
  return isIt;
}

type AsyncMethod = (...args: unknown[]) => Promise<unknown>;

function wrapPromise(holder: object, name: string, label = name): void {
  const original: AsyncMethod = Reflect.get(holder, name);
  Reflect.set(holder, name, async function (this: unknown, ...args: unknown[]) {
    const isIt = begin(label);
    const result = await original.apply(this, args);
    if (isIt) die();
    return result;
  });
}

/** The library that locks works with callbacks. */
function wrapCallback(name: 'mkdir' | 'rmdir' | 'utimes' | 'stat'): void {
  const original: unknown = Reflect.get(fs, name);
  if (typeof original !== 'function') return;
  Reflect.set(fs, name, (...args: unknown[]) => {
    const isIt = begin(`lock:${name}`);
    const callback = args.at(-1);
    if (typeof callback !== 'function') return original(...args);
    return original(...args.slice(0, -1), (...answer: unknown[]) => {
      if (isIt) die();
      callback(...answer);
    });
  });
}

async function wrapHandles(): Promise<void> {
  const handle = await promises.open(process.execPath, 'r');
  const prototype: object = Object.getPrototypeOf(handle);
  await handle.close();
  taken.length = 0;
  for (const name of ['sync', 'chmod', 'close', 'stat'])
    wrapPromise(prototype, name, `file:${name}`);
  const writeFile: AsyncMethod = Reflect.get(prototype, 'writeFile');
  Reflect.set(prototype, 'writeFile', async function (this: FileHandle, text: string) {
    const isIt = begin('file:write');
    if (isIt && moment === 'within') {
      await this.write(text.slice(0, Math.floor(text.length / 2)));
      die();
    }
    await writeFile.call(this, text);
    if (isIt) die();
  });
}
