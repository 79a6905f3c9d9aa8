import { describe, expect, it } from 'vitest';
import { AuthenticationError } from '../errors/index.js';
import { CREDENTIAL_KINDS, isCredentialKind } from './credential-kind.js';
import { checksumOf, formatCredential } from './key-format.js';
import { freshKey } from './keys.test-support.js';
import { parseCredential } from './parse-credential.js';

const KINDS = Object.keys(CREDENTIAL_KINDS).filter(isCredentialKind);
// Computed by Python's int and zlib.
const GOLDEN_BODY = '0029sS3yqsuDyR1vGFhTuuRAq1b';
const GOLDEN_CHECKSUM = '1SIv5v';

function refusal(text: string, options = {}): AuthenticationError {
  try {
    parseCredential(text, options);
  } catch (error) {
    if (error instanceof AuthenticationError) return error;
    throw error;
  }
  throw new Error('It was taken for a credential.');
}

describe('formatCredential', () => {
  it.each(KINDS)('makes a %s credential that is recognized again', (kind) => {
    const key = freshKey(kind);
    expect(key).toMatch(new RegExp(`^flx_${kind}_[0-9A-Za-z]{33}$`));
    expect(parseCredential(key)).toEqual({ kind, text: key });
  });

  it('keeps its length when the random bytes begin with zeros', () => {
    expect(formatCredential('api', new Uint8Array(20))).toHaveLength(freshKey('api').length);
  });

  it('has a form that does not change: other programs recognize it', () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, index) => index);
    const key = formatCredential('sa', bytes);
    expect(key.slice(0, -6)).toBe(['flx_sa', GOLDEN_BODY].join('_'));
    expect(key.slice(-6)).toBe(GOLDEN_CHECKSUM);
  });

  it('takes more randomness, and refuses less than 160 bits', () => {
    const key = formatCredential('api', new Uint8Array(32).fill(255));
    expect(parseCredential(key).kind).toBe('api');
    expect(() => formatCredential('api', new Uint8Array(19))).toThrow(
      expect.objectContaining({ code: 'not_enough_randomness' }),
    );
  });
});

describe('parseCredential', () => {
  it('ignores white space around a credential, as files and copies have it', () => {
    const key = freshKey();
    expect(parseCredential(`  ${key}\n`)).toEqual({ kind: 'api', text: key });
  });

  it('finds every change of a single character, without a request', () => {
    const key = freshKey();
    const start = 'flx_api_'.length;
    for (let index = start; index < key.length; index += 1) {
      const changed = key[index] === 'a' ? 'b' : 'a';
      expect(refusal(key.slice(0, index) + changed + key.slice(index + 1)).code).toBe(
        'credential_mistyped',
      );
    }
  });

  it('finds a kind that was changed', () => {
    expect(refusal(freshKey('dev').replace('dev', 'prod')).code).toBe('credential_mistyped');
  });

  it('finds every truncated paste, and says how much is missing at least', () => {
    const key = freshKey();
    for (let length = 'flx_api_'.length; length < key.length; length += 1) {
      expect(refusal(key.slice(0, length)).code).toBe('credential_truncated');
    }
    expect(refusal(key.slice(0, -2)).message).toContain('at least 2 characters are missing');
  });

  it('says how many characters a paste brought along', () => {
    const error = refusal(`${freshKey()}abc`);
    expect(error.code).toBe('credential_extended');
    expect(error.message).toContain('3 characters too many');
  });

  it.each<[vendor: string, parts: string[]]>([
    ['OpenAI', ['sk', '-proj', '-abcdefghijklmnopqrstuvwxyz']],
    ['Anthropic', ['sk', '-ant', '-api03-abcdefghijklmnop']],
    ['GitHub', ['gh', 'p_', 'abcdefghijklmnopqrstuvwxyz0123456789']],
    ['AWS', ['AK', 'IA', 'ABCDEFGHIJKLMNOP']],
    ['Stripe', ['sk_', 'live_', 'abcdefghijklmnopqrstuvwx']],
    ['Slack', ['xo', 'xb-', '1234567890-abcdefghij']],
    ['xAI', ['xa', 'i-', 'abcdefghijklmnopqrstuvwx']],
    ['SendGrid', ['S', 'G.', 'abcdefghijklmnop.qrstuvwxyz']],
    ['JSON Web Token', ['ey', 'JhbGciOiJSUzI1NiJ9', '.ey', 'JzdWIiOiIxIn0', '.c2ln']],
  ])('names the vendor of a key of %s', (vendor, parts) => {
    const error = refusal(parts.join(''));
    expect(error.code).toBe('credential_foreign');
    expect(error.message).toContain(vendor);
  });

  it.each<[string, () => string, string]>([
    ['nothing', () => '  ', 'credential_empty'],
    ['quotation marks, as env files keep them', () => `"${freshKey()}"`, 'credential_quoted'],
    [
      'a preview from a list',
      () => `${freshKey().slice(0, 12)}…${freshKey().slice(-4)}`,
      'credential_shortened',
    ],
    ['the placeholder of a manual', () => ['flx', 'api', '...'].join('_'), 'credential_shortened'],
    ['an unknown kind', () => freshKey().replace('_api_', '_apu_'), 'credential_kind_unknown'],
    ['capital letters', () => freshKey().toUpperCase(), 'credential_mistyped'],
    ['hyphens for underscores', () => freshKey().replaceAll('_', '-'), 'credential_mistyped'],
    ['no key at all', () => 'correct horse battery staple', 'credential_foreign'],
    [
      'an unprintable character inside',
      () => freshKey().replace(/.$/, '\u200b'),
      'credential_mistyped',
    ],
  ])('refuses %s with a reason of its own', (_, make, code) => {
    expect(refusal(make()).code).toBe(code);
  });

  it('refuses a kind that has no business there', () => {
    const error = refusal(freshKey('refresh'), { allow: ['api', 'sa'] });
    expect(error.code).toBe('credential_kind_wrong');
    expect(error.message).toContain('refresh token');
    expect(error.hint).toContain('API key, service account key');
  });

  it('names the place it read from, exits with 3, and never repeats the text', () => {
    const key = `${freshKey()}x`;
    const error = refusal(key, { source: 'FLUXLOOP_API_KEY' });
    expect(error.message).toMatch(/^Invalid API key: FLUXLOOP_API_KEY /);
    expect(error.exitCode).toBe(3);
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(key.slice(8, 20));
  });

  it('checks the checksum over everything before it', () => {
    const stem = freshKey().slice(0, -6);
    expect(parseCredential(stem + checksumOf(stem)).kind).toBe('api');
  });
});
