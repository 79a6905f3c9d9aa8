import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { PasskeyCreationOptions, PasskeyRequestOptions } from '@fluxloop/core/contract';

/** Flags of the authenticator data (https://www.w3.org/TR/webauthn-3/#authdata-flags). */
const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };

/** What an authenticator, or the browser before it, may do wrong. */
export interface Misbehaviour {
  /** The page that asked, as the browser says it. */
  origin?: string;
  rpId?: string;
  /** False: it did not ask for the finger or the PIN. */
  verified?: boolean;
  /** The count of signatures that it claims. */
  counter?: number;
}

/**
 * A security key in software, and the browser before it: it makes an ES256 key for each account and
 * signs with it, as https://www.w3.org/TR/webauthn-3/ has it.
 */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #keys = new Map<string, { privateKey: KeyObject; userHandle: string; count: number }>();

  /** @param origin - of the page that asks */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Makes a passkey, and gives the answer of the browser. */
  create(options: PasskeyCreationOptions, wrong: Misbehaviour = {}) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // RFC 9052, section 7: EC2, ES256, P-256, x, y.
    const coseKey = map([
      [integer(1), integer(2)],
      [integer(3), integer(-7)],
      [integer(-1), integer(1)],
      [integer(-2), bytes(Buffer.from(x, 'base64url'))],
      [integer(-3), bytes(Buffer.from(y, 'base64url'))],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const authData = Buffer.concat([
      authenticatorData(wrong.rpId ?? options.rp.id, FLAGS.attested, 0, wrong),
      Buffer.alloc(16),
      length,
      id,
      coseKey,
    ]);
    const attestationObject = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    const credentialId = id.toString('base64url');
    this.#keys.set(credentialId, { privateKey, userHandle: options.user.id, count: 0 });
    return {
      ...named(credentialId),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, wrong),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Signs with the passkey that was made last, or with the one that is asked for. */
  get(options: PasskeyRequestOptions, wrong: Misbehaviour = {}) {
    const id = options.allowCredentials[0]?.id ?? [...this.#keys.keys()].at(-1) ?? '';
    const key = this.#keys.get(id);
    if (key === undefined) throw new Error('The authenticator has no such passkey.');
    key.count += 1;
    const counter = wrong.counter ?? key.count;
    const authData = authenticatorData(wrong.rpId ?? options.rpId, 0, counter, wrong);
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, wrong);
    const digest = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    return {
      ...named(id),
      response: {
        clientDataJSON,
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', Buffer.concat([authData, digest]), key.privateKey).toString(
          'base64url',
        ),
        userHandle: key.userHandle,
      },
    };
  }

  #clientData(type: string, challenge: string, { origin = this.#origin }: Misbehaviour): string {
    const data = JSON.stringify({ type, challenge, origin, crossOrigin: false });
    return Buffer.from(data).toString('base64url');
  }
}

function named(id: string) {
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
}

function authenticatorData(
  rpId: string,
  flags: number,
  count: number,
  { verified = true }: Misbehaviour,
): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  return Buffer.concat([
    createHash('sha256').update(rpId).digest(),
    Buffer.from([flags | FLAGS.present | (verified ? FLAGS.verified : 0)]),
    counter,
  ]);
}

// As much of CBOR (RFC 8949, section 3) as an attestation without a statement needs.
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 0xff]);
}
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (entries: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);
