import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, type Workplace, workplace } from './built-cli.test-support.js';

beforeAll(ensureBuilt);

const isWindows = process.platform === 'win32';

const cacheOf = (here: Workplace) => join(here.folder.path, 'home', '.cache', 'start');

async function compiledFiles(here: Workplace): Promise<string[]> {
  const folder = cacheOf(here);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

async function help(here: Workplace, env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await here.run(['--help'], { env });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout;
}

/** What stands around a file of the bundle when it is compiled. */
const WRAPPER = '(function (exports, require, module, __filename, __dirname) {\n})';

/** Code that says that it runs, in the form in which compiled code of a source so long is kept. */
function planted(sourceLength: number): Buffer {
  const code = `(function () { throw new Error('planted'); })`;
  const compiled = new Script(code.padEnd(sourceLength)).createCachedData();
  return Buffer.concat([createHash('sha256').update(compiled).digest(), compiled]);
}

describe.skipIf(isWindows)('the compiled code of the command', () => {
  it('is kept for the next start, for this user alone', async () => {
    await using here = await workplace();
    await help(here);
    const files = await compiledFiles(here);
    expect(files.length).toBeGreaterThan(0);
    expect((await stat(cacheOf(here))).mode & 0o077).toBe(0);
    const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
    await help(here);
    expect(await compiledFiles(here)).toEqual(files);
    expect(await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))).toEqual(times);
  });

  it('is neither read nor kept where others may write', async () => {
    await using here = await workplace();
    await mkdir(cacheOf(here), { recursive: true });
    await chmod(cacheOf(here), 0o777);
    await help(here);
    expect(await compiledFiles(here)).toEqual([]);
  });

  it('is not kept where Node is told so', async () => {
    await using here = await workplace();
    await help(here, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(await compiledFiles(here)).toEqual([]);
  });

  it('is no loss where it cannot be kept', async () => {
    await using here = await workplace({ 'a-file': '' });
    await help(here, { FLUXLOOP_HOME: join(here.folder.path, 'a-file') });
  });
});

describe.skipIf(isWindows)('compiled code that is not as it was kept', () => {
  it('is compiled again when it is damaged', async () => {
    await using here = await workplace();
    const before = await help(here);
    const [file = ''] = await compiledFiles(here);
    const whole = await readFile(file);
    await writeFile(file, Buffer.from(whole).fill(1, whole.length / 2));
    expect(await help(here)).toBe(before);
    expect((await readFile(file)).subarray(whole.length / 2).every((byte) => byte === 1)).toBe(
      false,
    );
  });

  it('does not run when others may have written it', async () => {
    await using here = await workplace();
    await help(here);
    const file = (await compiledFiles(here)).find((one) => one.endsWith('index.cjs')) ?? '';
    const program = await readFile(new URL('../dist/index.cjs', import.meta.url), 'utf8');
    await writeFile(file, planted(WRAPPER.length + program.length));
    expect((await here.run(['--help'])).stderr).toContain('planted');
    await chmod(file, 0o644);
    await help(here);
  });
});
