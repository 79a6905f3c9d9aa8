import { crc32Base62 } from '../../checksums/crc32.js';
import { Words } from '../../engine/words.js';

/**
 * Credentials that vendors print in their documents and sample projects, by their CRC-32: they
 * open nothing, and no scanner should take this file for a leak.
 *
 * - the examples of https://docs.stripe.com/keys and https://docs.stripe.com/api/authentication
 * - the keys of the storage and Cosmos DB emulators,
 *   https://learn.microsoft.com/azure/storage/common/storage-use-emulator
 */
const PUBLISHED = new Words('2BbHBw 13Ceaw 38Uqoh 3JHEne 2TmJOq');

const LENGTHS = new Set([32, 88]);

/** Whether a token is one of a vendor's examples. AWS ends its own with `EXAMPLE`, often before `KEY`. */
export function isPublished(token: string): boolean {
  if (token.endsWith('EXAMPLE') || token.endsWith('EXAMPLEKEY')) {
    return token.startsWith('A') || token.length === 40;
  }
  return LENGTHS.has(token.length) && PUBLISHED.has(crc32Base62(token));
}
