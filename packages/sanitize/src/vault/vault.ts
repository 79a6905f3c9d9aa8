import { createPlaceholders, type Placeholders } from '../placeholders.js';
import { identityOf } from '../policy/identity.js';
import type { JsonValue } from '../sanitize-value.js';
import { labelOf } from '../types.js';
import { base64Of, bytesOf, openBox, sealBox } from './sealed-box.js';

/** What a {@link VaultError} is about, for programs. */
export type VaultErrorCode =
  | 'vault_unavailable'
  | 'vault_key_short'
  | 'vault_not_opened'
  | 'vault_malformed';

/** A vault could not be sealed or opened. The message holds neither the key nor a value. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  /** Stable, for programs. */
  readonly code: VaultErrorCode;
  /** What to do, as a sentence. */
  readonly hint: string;

  constructor(code: VaultErrorCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/**
 * A scope of placeholders that can turn them back, on the machine that keeps it: the text goes
 * out with `[EMAIL_1]` in it, and what comes back is read with the address. It holds the values in
 * memory; {@link Vault.seal} makes something of it that may be stored.
 */
export interface Vault extends Placeholders {
  /** Puts the values back where placeholders of this vault stand; others stay. */
  restore(text: string): string;
  /** The same in all strings of a JSON value, the names of members too; the input is left as it is. */
  restoreValue(value: JsonValue): JsonValue;
  /**
   * The vault encrypted with AES-256-GCM, as a text of JSON. The key of the cipher is derived from
   * `key` by HKDF-SHA-256 with a new salt each time.
   *
   * @param key - 16 bytes or more that only you know
   * @throws VaultError `vault_key_short`
   */
  seal(key: string | Uint8Array): Promise<string>;
}

interface Entry {
  type: string;
  value: string;
  placeholder: string;
}

const PLACEHOLDER = /\[[A-Z][A-Z0-9_]*_[0-9A-F]+\]/g;
const SHORTEST_KEY = 16;
const VERSION = 1;

class LocalVault implements Vault {
  readonly keepsAll = true;
  readonly #byPlaceholder = new Map<string, Entry>();
  readonly #byIdentity = new Map<string, string>();
  readonly #numbers = new Map<string, number>();
  /** What recalls values in later texts. */
  readonly #scope = createPlaceholders();

  constructor(entries: readonly Entry[]) {
    for (const { type, value, placeholder } of entries) {
      this.#note(type, value, placeholder);
      this.#scope.remember(type, value, placeholder);
      const number = Number(/_(\d+)\]$/.exec(placeholder)?.[1] ?? 0);
      this.#numbers.set(type, Math.max(number, this.#numbers.get(type) ?? 0));
    }
  }

  isEmpty(): boolean {
    return this.#scope.isEmpty();
  }

  placeholderFor(type: string, value: string): string {
    const identity = `${type}\0${identityOf(type, value)}`;
    const known = this.#byIdentity.get(identity);
    if (known !== undefined) return known;
    const number = (this.#numbers.get(type) ?? 0) + 1;
    this.#numbers.set(type, number);
    const placeholder = `[${labelOf(type)}_${number}]`;
    this.#byIdentity.set(identity, placeholder);
    this.#note(type, value, placeholder);
    return placeholder;
  }

  remember(type: string, value: string, replacement: string): void {
    this.#scope.remember(type, value, replacement);
    if (replacement.match(PLACEHOLDER)?.[0] === replacement) this.#note(type, value, replacement);
  }

  recall(text: string): { text: string; counts: Record<string, number> } {
    return this.#scope.recall(text);
  }

  restore(text: string): string {
    return text.replaceAll(
      PLACEHOLDER,
      (placeholder) => this.#byPlaceholder.get(placeholder)?.value ?? placeholder,
    );
  }

  restoreValue(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.restore(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: JsonValue) => this.restoreValue(item));
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        this.restore(name),
        member === undefined ? undefined : this.restoreValue(member),
      ]),
    );
  }

  async seal(key: string | Uint8Array): Promise<string> {
    const entries = JSON.stringify([...this.#byPlaceholder.values()]);
    const { salt, iv, data } = await sealBox(checkedKey(key), new TextEncoder().encode(entries));
    return JSON.stringify({
      fluxloop_vault: VERSION,
      salt: base64Of(salt),
      iv: base64Of(iv),
      data: base64Of(data),
    });
  }

  /** The first spelling of a value counts. */
  #note(type: string, value: string, placeholder: string): void {
    this.#byIdentity.set(`${type}\0${identityOf(type, value)}`, placeholder);
    if (!this.#byPlaceholder.has(placeholder)) {
      this.#byPlaceholder.set(placeholder, { type, value, placeholder });
    }
  }
}

/** An empty vault. */
export function createVault(): Vault {
  return new LocalVault([]);
}

/**
 * Opens what {@link Vault.seal} made; its numbers go on where they were.
 *
 * @throws VaultError `vault_not_opened` with another key or when it was altered, `vault_malformed`
 *   if it is no vault
 */
export async function openVault(sealed: string, key: string | Uint8Array): Promise<Vault> {
  const { salt, iv, data } = readSealed(sealed);
  let opened: Uint8Array;
  try {
    opened = await openBox(checkedKey(key), { salt, iv, data });
  } catch (error) {
    if (error instanceof VaultError) throw error;
    const hint = 'Give the key that it was sealed with.';
    throw new VaultError(
      'vault_not_opened',
      'The vault does not open with this key, or it was altered.',
      hint,
    );
  }
  return new LocalVault(JSON.parse(new TextDecoder().decode(opened)) as Entry[]);
}

/** The key as bytes; browsers have ciphers in secure contexts only. */
function checkedKey(key: string | Uint8Array): Uint8Array<ArrayBuffer> {
  if (globalThis.crypto?.subtle === undefined) {
    const message = 'There is no Web Crypto here, which seals and opens vaults.';
    throw new VaultError('vault_unavailable', message, 'Serve the page over https.');
  }
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : Uint8Array.from(key);
  if (bytes.length >= SHORTEST_KEY) return bytes;
  const message = `The key has ${bytes.length} bytes, fewer than ${SHORTEST_KEY}.`;
  throw new VaultError(
    'vault_key_short',
    message,
    'Make one and keep it secret: openssl rand -hex 32.',
  );
}

function readSealed(sealed: string): {
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  data: Uint8Array<ArrayBuffer>;
} {
  const hint = 'Give the text that seal() returned.';
  let read: unknown;
  try {
    read = JSON.parse(sealed);
  } catch {
    throw new VaultError('vault_malformed', 'This is no vault: it is not JSON.', hint);
  }
  const members = new Map(Object.entries(typeof read === 'object' && read !== null ? read : {}));
  if (members.get('fluxloop_vault') !== VERSION) {
    throw new VaultError('vault_malformed', `This is no vault of version ${VERSION}.`, hint);
  }
  const bytes = (name: string) => bytesOf(String(members.get(name) ?? ''));
  try {
    return { salt: bytes('salt'), iv: bytes('iv'), data: bytes('data') };
  } catch {
    throw new VaultError('vault_malformed', 'The vault is damaged.', hint);
  }
}
