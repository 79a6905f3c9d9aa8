import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../secret.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import type { PendingDeviceSignIn } from './device-sign-in.js';
import { pendingSignIns } from './pending-sign-in.js';

const NOW = Date.parse('2026-11-21T14:00:00Z');
const pending = (changes: Partial<PendingDeviceSignIn> = {}): PendingDeviceSignIn => ({
  endpoint: 'https://api.fluxloop.ai',
  deviceCode: new Secret('the-device-code'),
  userCode: 'BCDF-GHJK',
  verificationUri: 'https://app.fluxloop.ai/device',
  verificationUriComplete: null,
  expiresAt: '2026-11-21T14:10:00Z',
  intervalS: 5,
  scope: 'read',
  ...changes,
});

describe('a sign-in that waits', () => {
  it('is found again by another process, from a file that only its owner reads', async () => {
    const home = join(await temporaryFolder(), '.fluxloop');
    await pendingSignIns(home, () => NOW).set('default', pending());
    const found = await pendingSignIns(home, () => NOW).get('default');
    expect(found).toMatchObject({ userCode: 'BCDF-GHJK', intervalS: 5, scope: 'read' });
    expect(found.deviceCode.reveal()).toBe('the-device-code');
    expect(JSON.stringify(found)).not.toContain('the-device-code');
    expect((await stat(join(home, 'pending-sign-ins'))).mode & 0o777).toBe(0o600);
  });

  it('is told as none before, and after it was finished', async () => {
    const home = join(await temporaryFolder(), '.fluxloop');
    const waiting = pendingSignIns(home, () => NOW);
    await waiting.delete('default');
    await expect(waiting.get('default')).rejects.toMatchObject({
      code: 'sign_in_not_pending',
      exitCode: 3,
    });
    await waiting.set('default', pending());
    await waiting.delete('default');
    await expect(waiting.get('default')).rejects.toMatchObject({ code: 'sign_in_not_pending' });
  });

  it('is over when its code has ended, and goes from the file with the next one', async () => {
    const home = join(await temporaryFolder(), '.fluxloop');
    await pendingSignIns(home, () => NOW).set('old', pending());
    const later = pendingSignIns(home, () => NOW + 11 * 60_000);
    await expect(later.get('old')).rejects.toMatchObject({ code: 'oauth_expired_token' });
    await later.set('new', pending({ expiresAt: '2026-11-21T15:00:00Z' }));
    expect(Object.keys(JSON.parse(await readFile(later.path, 'utf8')))).toEqual(['new']);
  });

  it.each(['{', '[]', '{"default":{"userCode":1}}', '{"default":null}'])(
    'in a damaged file is told without its text: %s',
    async (text) => {
      const home = await temporaryFolder();
      await writeFile(join(home, 'pending-sign-ins'), text, { mode: 0o600 });
      await expect(pendingSignIns(home).get('default')).rejects.toMatchObject({
        code: 'pending_sign_ins_damaged',
        hint: expect.stringContaining('rm '),
      });
    },
  );
});
