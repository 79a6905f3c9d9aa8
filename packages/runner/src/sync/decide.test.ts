import { describe, expect, it } from 'vitest';
import { decide } from './decide.js';

const base = { version: 1, digest: 'A', local: 'A' };
/** The file held a secret when it was synced: it reads `raw`, and left the machine as `A`. */
const secret = { version: 1, digest: 'A', local: 'raw' };
const same = (digest: string) => ({ raw: digest, clean: digest });
const version = (digest: string) => ({ version: 2, digest });

describe('what differs from the last time', () => {
  it.each([
    ['nothing anywhere', null, null, null, 'gone'],
    ['nothing any more', base, null, null, 'gone'],
    ['a new file', null, same('A'), null, 'new_here'],
    ['a new scenario on the platform', null, null, version('A'), 'new_on_platform'],
    ['the same text on both sides, never synced', null, same('A'), version('A'), 'in_sync'],
    ['other texts on both sides, never synced', null, same('A'), version('B'), 'conflict'],
    ['nothing changed', base, same('A'), version('A'), 'in_sync'],
    ['the file', base, same('B'), version('A'), 'changed_here'],
    ['the platform', base, same('A'), version('B'), 'changed_on_platform'],
    ['both', base, same('B'), version('C'), 'conflict'],
    ['both, in the same way', base, same('B'), version('B'), 'in_sync'],
    ['the file is gone', base, null, version('A'), 'deleted_here'],
    ['the file is gone, the platform changed', base, null, version('B'), 'conflict'],
    ['gone from the platform', base, same('A'), null, 'deleted_on_platform'],
    ['gone from the platform, the file changed', base, same('B'), null, 'conflict'],
  ] as const)('%s', (_what, before, local, remote, standing) => {
    expect(decide(before, local, remote)).toBe(standing);
  });
});

describe('a file that holds what is sanitized on its way out', () => {
  it.each([
    [
      'is in sync with its sanitized form',
      null,
      { raw: 'raw', clean: 'A' },
      version('A'),
      'in_sync',
    ],
    ['is unchanged', secret, { raw: 'raw', clean: 'A' }, version('B'), 'changed_on_platform'],
    [
      'is unchanged when the rules have changed',
      secret,
      { raw: 'raw', clean: 'X' },
      version('A'),
      'in_sync',
    ],
    [
      'is unchanged when only the secret has',
      secret,
      { raw: 'raw 2', clean: 'A' },
      version('A'),
      'in_sync',
    ],
    [
      'is changed when more has',
      secret,
      { raw: 'raw 2', clean: 'B' },
      version('A'),
      'changed_here',
    ],
    ['is deleted on the platform', secret, { raw: 'raw', clean: 'X' }, null, 'deleted_on_platform'],
  ] as const)('%s', (_what, before, local, remote, standing) => {
    expect(decide(before, local, remote)).toBe(standing);
  });
});
