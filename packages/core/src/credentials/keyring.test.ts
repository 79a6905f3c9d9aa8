import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { keyring } from './keyring.js';

/** A library with the form of the real one, which keeps its entries in a file. */
const WORKING = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const file = new URL('./entries.json', import.meta.url);
const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
const change = (edit) => { const entries = read(); edit(entries); writeFileSync(file, JSON.stringify(entries)); };
export class Entry {
  constructor(service, account, options) { this.key = service + '/' + account; this.options = options; }
  getPassword() { return read()[this.key] ?? null; }
  setPassword(secret) { change((entries) => { entries[this.key] = secret; entries.options = this.options; }); }
  deletePassword() { change((entries) => { delete entries[this.key]; }); return true; }
}
`;
/** A locked keyring with nobody to unlock it: the call never comes back, and holds the thread. */
const HANGING = `export class Entry { getPassword() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); } }`;
const WITHOUT_BUS = `export class Entry { constructor() { throw new Error('no D-Bus session'); } }`;

async function library(source: string): Promise<{ module: string; folder: string }> {
  const folder = await temporaryFolder();
  const module = join(folder, 'library.mjs');
  await writeFile(module, source);
  return { module, folder };
}

describe('the keyring of the system', () => {
  it('keeps a secret until it is deleted, under the name of this program', async () => {
    const { module, folder } = await library(WORKING);
    const store = keyring({ module });
    expect(await store.get('a')).toBeNull();
    await store.set('a', 'one');
    await store.set('b', 'two "with" \n signs ✓');
    await store.set('a', 'three');
    expect([await store.get('a'), await store.get('b')]).toEqual([
      'three',
      'two "with" \n signs ✓',
    ]);
    const entries = JSON.parse(await readFile(join(folder, 'entries.json'), 'utf8'));
    expect(Object.keys(entries)).toContain('fluxloop/a');
    // The kernel's keyring, which the library would fall back to, forgets at every restart.
    expect(entries.options).toEqual({ linux: { store: 'secret-service' } });
    await store.delete('a');
    await store.delete('a');
    expect(await store.get('a')).toBeNull();
  });

  it('that does not answer is given up, and its process does not stay', async () => {
    const { module } = await library(HANGING);
    await expect(keyring({ module, timeLimitMs: 300 }).get('a')).rejects.toMatchObject({
      code: 'keyring_unavailable',
      exitCode: 2,
      message: expect.stringContaining('did not answer within 0.3 seconds'),
    });
  });

  it.each([
    ['there is none', WITHOUT_BUS, 'no D-Bus session'],
    ['its library is broken', 'this is no module', ''],
    ['its library ends the process', 'process.exit(1)', 'could not be run'],
  ])('says so where %s, and what to do', async (_, source, reason) => {
    const { module } = await library(source);
    await expect(keyring({ module }).set('a', 'the secret')).rejects.toMatchObject({
      code: 'keyring_unavailable',
      message: expect.stringContaining(reason),
      hint: expect.stringContaining('fluxloop config set credential_store file'),
    });
  });

  it('never repeats the secret in an error', async () => {
    const { module } = await library(
      `export class Entry { setPassword(secret) { throw new Error('cannot keep it'); } }`,
    );
    const error: unknown = await keyring({ module })
      .set('a', 'the secret')
      .catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).not.toContain('the secret');
  });
});
