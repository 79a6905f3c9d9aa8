import { createHash, randomInt } from 'node:crypto';
import type { Database } from '../../database/database.js';

const HOW_MANY = 10;
/** Small letters and digits without those that look like others. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 4;
const FORM = new RegExp(`^[${ALPHABET}]{${GROUPS * GROUP_LENGTH}}$`);

/**
 * Makes ten recovery codes in place of those that there were. Each has 79 random bits, so that what
 * is kept of them, a SHA-256, cannot be guessed back.
 *
 * @param database - a transaction
 * @returns the codes, as `abcd-efgh-jkmn-pqrs`: the only time that they are seen
 */
export async function replaceRecoveryCodes(database: Database, userId: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode);
  await removeRecoveryCodes(database, userId);
  await database
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ sha256: hashOf(userId, code), user_id: userId })))
    .execute();
  return codes;
}

/** Forgets all codes of a person. */
export async function removeRecoveryCodes(database: Database, userId: string): Promise<void> {
  await database.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
}

/** True for what has the form of a recovery code, however it is typed. */
export function isRecoveryCode(typed: string): boolean {
  return FORM.test(bare(typed));
}

/**
 * Takes a code, once.
 *
 * @returns false for one that is wrong or used
 */
export async function takeRecoveryCode(
  database: Database,
  userId: string,
  typed: string,
): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('recovery_codes')
    .where('sha256', '=', hashOf(userId, typed))
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** How many codes a person has left. */
export async function countRecoveryCodes(database: Database, userId: string): Promise<number> {
  const { count } = await database
    .selectFrom('recovery_codes')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function newCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

function bare(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase();
}

function hashOf(userId: string, code: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([userId, bare(code)]))
    .digest();
}
