import { execFile } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers, WholeFile, writeWholeFile } from './whole-file.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxloop-file-'));
  path = join(folder, 'notes.txt');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rights = async (of = path) => (await stat(of)).mode & 0o777;

describe('a file that is written as a whole', () => {
  it('is there when all of it is, and its folder holds nothing else', async () => {
    await writeFile(path, 'old');
    const file = await WholeFile.open(path, { access: 'as-before' });
    await file.write('new, ');
    await file.write(Buffer.from('all of it'));
    expect(await readFile(path, 'utf8')).toBe('old');
    await file.commit();
    await file.discard();
    expect(await readFile(path, 'utf8')).toBe('new, all of it');
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });

  it('leaves everything as it was when it is given up', async () => {
    const file = await WholeFile.open(path, { access: 'owner' });
    await file.write('half');
    await file.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the old content when the check says no', async () => {
    await writeFile(path, 'old');
    const check = () => Promise.reject(new Error('somebody was faster'));
    await expect(writeWholeFile(path, 'new', { access: 'owner', check })).rejects.toThrow('faster');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });

  it.skipIf(process.platform === 'win32')('is open to whom it was open before', async () => {
    await writeFile(path, 'old');
    await chmod(path, 0o640);
    await writeWholeFile(path, 'new', { access: 'as-before' });
    expect(await rights()).toBe(0o640);
    await writeWholeFile(path, 'secret', { access: 'owner' });
    expect(await rights()).toBe(0o600);
    await writeWholeFile(path, 'still', { access: 'as-before' });
    expect(await rights()).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('follows a link where that is asked for', async () => {
    await mkdir(join(folder, 'elsewhere'));
    const real = join(folder, 'elsewhere', 'real.txt');
    await writeFile(real, 'old');
    await symlink(real, path);
    await writeWholeFile(path, 'new', { access: 'as-before', links: 'follow' });
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toBe('new');
    await writeWholeFile(path, 'own', { access: 'as-before' });
    expect((await lstat(path)).isSymbolicLink()).toBe(false);
    expect(await readFile(real, 'utf8')).toBe('new');
  });

  it.skipIf(process.platform === 'win32')('writes to a pipe as it is', async () => {
    await promisify(execFile)('mkfifo', [path]);
    const reading = readFile(path, 'utf8');
    await writeWholeFile(path, 'through', { access: 'as-before', links: 'follow' });
    expect(await reading).toBe('through');
    expect((await stat(path)).isFIFO()).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('says that the disk is full', async () => {
    const writing = writeWholeFile('/dev/full', 'x', { access: 'as-before', links: 'follow' });
    await expect(writing).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('is no folder', async () => {
    await mkdir(path);
    const writing = writeWholeFile(path, 'x', { access: 'owner' });
    await expect(writing).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('is cleared of what killed processes left of it, and of nothing else', async () => {
    await WholeFile.open(path, { access: 'owner' });
    await WholeFile.open(join(folder, 'other.txt'), { access: 'owner' });
    await writeFile(join(folder, '.notes.txt.mine'), 'mine');
    await removeLeftovers(path);
    const left = await readdir(folder);
    expect(left).toContain('.notes.txt.mine');
    expect(left.filter((name) => name.startsWith('.notes.txt.'))).toHaveLength(1);
    expect(left.filter((name) => name.startsWith('.other.txt.'))).toHaveLength(1);
  });
});
