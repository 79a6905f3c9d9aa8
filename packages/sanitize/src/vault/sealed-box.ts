/** Bytes encrypted with AES-256-GCM, and what is needed beside the key to open them. */
export interface SealedBox {
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  data: Uint8Array<ArrayBuffer>;
}

const PURPOSE = 'fluxloop vault';

/**
 * The key of the cipher, derived with a salt, so that no two vaults share one.
 *
 * @see RFC 5869 for HKDF; NIST SP 800-38D, section 8.2.2 for random initialization vectors
 */
async function cipherKey(key: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>) {
  const { subtle } = globalThis.crypto;
  const material = await subtle.importKey('raw', key, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(PURPOSE);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info };
  const cipher = { name: 'AES-GCM', length: 256 };
  return subtle.deriveKey(derivation, material, cipher, false, ['encrypt', 'decrypt']);
}

/** Encrypts bytes. */
export async function sealBox(
  key: Uint8Array<ArrayBuffer>,
  plain: Uint8Array<ArrayBuffer>,
): Promise<SealedBox> {
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv };
  const data = await globalThis.crypto.subtle.encrypt(algorithm, await cipherKey(key, salt), plain);
  return { salt, iv, data: new Uint8Array(data) };
}

/** Decrypts them; rejects if key or bytes are not the same. */
export async function openBox(
  key: Uint8Array<ArrayBuffer>,
  { salt, iv, data }: SealedBox,
): Promise<Uint8Array> {
  const algorithm = { name: 'AES-GCM', iv };
  return new Uint8Array(
    await globalThis.crypto.subtle.decrypt(algorithm, await cipherKey(key, salt), data),
  );
}

/** Bytes as base64, in pieces, because a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 4096) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 4096));
  }
  return btoa(binary);
}

/** The bytes of base64; throws if it is none. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
