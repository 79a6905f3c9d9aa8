import { createHash, createHmac } from 'node:crypto';
import { keccak_256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac-sha256.js';
import { keccak256 } from './keccak256.js';
import { sha256 } from './sha256.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const messages = fc.uint8Array({ maxLength: 300 });
const ORACLE = { seed: 20241101, numRuns: 200 };

describe('SHA-256', () => {
  it("is OpenSSL's", () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(hex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
      }),
      ORACLE,
    );
  });
});

describe('HMAC-SHA-256', () => {
  it("is OpenSSL's, for keys shorter and longer than a block", () => {
    fc.assert(
      fc.property(messages, messages, (key, message) => {
        expect(hex(hmacSha256(key, message))).toBe(
          createHmac('sha256', key).update(message).digest('hex'),
        );
      }),
      ORACLE,
    );
  });
});

describe('Keccak-256', () => {
  it("is that of Ethereum's libraries", () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(hex(keccak256(message))).toBe(hex(keccak_256(message)));
      }),
      ORACLE,
    );
  });

  it("is OpenSSL's SHA3-256 with the padding of the standard", () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(hex(keccak256(message, 6))).toBe(
          createHash('sha3-256').update(message).digest('hex'),
        );
      }),
      ORACLE,
    );
  });
});
