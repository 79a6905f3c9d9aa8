import { FAKES } from '../operators/fakes/index.js';
import { FINGERPRINT_LENGTH } from '../policy/fingerprint.js';
import { KeyedHash } from '../policy/keyed-hash.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import { invalid, readStrings } from './problems.js';
import type { OperatorRules } from './read-operator.js';
import type { TypeRules } from './read-patterns.js';

const SHORTEST_KEY = 16;
const KEY_HINT = 'Make one and keep it secret: openssl rand -hex 32.';

/** Reads `key`; no message shows it. */
export function readKey(value: unknown): KeyedHash | undefined {
  if (value === undefined) return undefined;
  const isText = typeof value === 'string';
  if (!isText && !(value instanceof Uint8Array)) {
    throw invalid('key', 'key is neither a string nor bytes.', KEY_HINT);
  }
  const bytes = isText ? new TextEncoder().encode(value) : Uint8Array.from(value);
  if (bytes.length < SHORTEST_KEY) {
    throw invalid('key', `key has ${bytes.length} bytes, fewer than ${SHORTEST_KEY}.`, KEY_HINT);
  }
  return new KeyedHash(bytes);
}

/** Refuses operators that need a key where there is none, and fakes of what nobody keeps free. */
export function requireKeys(
  operator: OperatorRules,
  byType: ReadonlyMap<string, TypeRules>,
  hash: KeyedHash | undefined,
): void {
  const uses: [string, OperatorRules, string | undefined][] = [['operator', operator, undefined]];
  for (const [type, rules] of byType) {
    if (rules.operator !== undefined) uses.push([`${rules.at}.operator`, rules.operator, type]);
  }
  for (const [key, { use }, type] of uses) {
    if (use === 'fake' && type !== undefined && !FAKES.has(type)) {
      const message = `${key} is "fake", but no values of "${type}" are kept for that.`;
      throw invalid(
        key,
        message,
        `Types with fakes: ${[...FAKES.keys()].join(', ')}. Or write "hmac".`,
      );
    }
    if ((use !== 'hmac' && use !== 'fake') || hash !== undefined) continue;
    throw new SanitizerConfigurationError('key_missing', `${key} is "${use}", which needs a key.`, {
      key,
      hint: `Give it as "key". ${KEY_HINT}`,
    });
  }
}

/** Reads `baseline`: fingerprints, which need the key they were made with. */
export function readBaseline(value: unknown, hash: KeyedHash | undefined): ReadonlySet<string> {
  const hint = 'Give the fingerprints of a report that was made with the same key.';
  const fingerprints = readStrings(value, 'baseline', hint);
  for (const [index, fingerprint] of fingerprints.entries()) {
    if (new RegExp(`^[0-9a-f]{${FINGERPRINT_LENGTH}}$`).test(fingerprint)) continue;
    const key = `baseline[${index}]`;
    throw invalid(key, `${key} is no fingerprint: ${FINGERPRINT_LENGTH} hexadecimal digits.`, hint);
  }
  if (fingerprints.length > 0 && hash === undefined) {
    throw new SanitizerConfigurationError(
      'key_missing',
      'baseline needs the key that its fingerprints were made with.',
      {
        key: 'baseline',
        hint: 'Give it as "key".',
      },
    );
  }
  return new Set(fingerprints);
}
