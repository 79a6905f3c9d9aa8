import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultRow } from '@fluxloop/core/contract';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { findLeaks } from './find-leaks.js';
import { systemCode, writeError } from './ledger-error.js';
import { readLines } from './read-lines.js';
import { RUN_FILES } from './run-folder.js';

const KEY_BYTES = 32;
const FINGERPRINT_DIGITS = 16;

/** A line of `leaks.jsonl`: that the agent brought up something sensitive, and never what. */
export interface Leak {
  case_id: string;
  iteration: number;
  /** Zero-based. */
  turn: number;
  /** The sanitizer's type: `email`. */
  type: string;
  /** The sanitizer's rule that found it. */
  rule: string;
  /** Where it begins in the raw answer, in UTF-16 code units. */
  offset: number;
  /** HMAC-SHA-256 (RFC 2104) of type and value, shortened: equal for equal values on this machine. */
  fingerprint: string;
}

/**
 * The leaks of a row.
 * @param row - with raw text
 * @param key - as {@link leakKey} gives it
 */
export function leaksOf(row: ResultRow, sanitizer: Sanitizer, key: Buffer): Leak[] {
  const leaks: Leak[] = [];
  const typed: string[] = [];
  let turn = 0;
  for (const message of row.messages) {
    if (message.role === 'user') {
      typed.push(message.text);
      continue;
    }
    for (const span of findLeaks(sanitizer, message.text, typed)) {
      const value = message.text.slice(span.start, span.end);
      leaks.push({
        case_id: row.case_id,
        iteration: row.iteration,
        turn,
        type: span.type,
        rule: span.rule,
        offset: span.start,
        fingerprint: createHmac('sha256', key)
          .update(`${span.type}\n${value}`)
          .digest('hex')
          .slice(0, FINGERPRINT_DIGITS),
      });
    }
    turn += 1;
  }
  return leaks;
}

/** The leaks of a run in the order in which they were found, up to the first line that is not whole. */
export async function* readLeaks(folder: string): AsyncGenerator<Leak> {
  const path = join(folder, RUN_FILES.leaks);
  // A run that was taken elsewhere may come without them.
  if ((await stat(path).catch(() => null)) === null) return;
  for await (const { bytes } of readLines(path)) {
    const leak = parseLeak(bytes.toString('utf8'));
    if (leak === null) return;
    yield leak;
  }
}

function parseLeak(line: string): Leak | null {
  try {
    // The writer wrote the line; a kill can only cut it off.
    return JSON.parse(line) as Leak;
  } catch {
    return null;
  }
}

/**
 * The key of this project's fingerprints on this machine. It lies outside of every run's folder: who
 * gets a run must not be able to try values against its fingerprints.
 * @param stateFolder - the project's `.fluxloop` folder; it exists
 * @throws LedgerError `folder_not_writable`, `disk_full`
 */
export async function leakKey(stateFolder: string): Promise<Buffer> {
  const path = join(stateFolder, 'leak-key');
  const known = await readKey(path);
  if (known !== null) return known;
  const temporary = `${path}.${process.pid}`;
  try {
    await mkdir(stateFolder, { recursive: true });
    await writeFile(temporary, randomBytes(KEY_BYTES), { mode: 0o600 });
    // Another process may have been faster; then its key holds.
    await link(temporary, path).catch((error: unknown) => {
      if (systemCode(error) !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw writeError(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return (await readKey(path)) ?? randomBytes(KEY_BYTES);
}

async function readKey(path: string): Promise<Buffer | null> {
  const key = await readFile(path).catch(() => null);
  return key?.length === KEY_BYTES ? key : null;
}
