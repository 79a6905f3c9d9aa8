import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLeftover, writeWholeFile } from '@fluxloop/core/storage';
import type { Json } from '../scenario/canonical-json.js';
import { parseVerdict } from './judge-prompt.js';

/** How many answers are kept; the ones that were not asked for longest go first. */
const MOST_ENTRIES = 20_000;
/** No answer is worth keeping that is larger; a reason is two sentences. */
const MOST_BYTES = 16 * 1024;
/** To remove a few at a time would mean to list the folder all the time. */
const KEPT_AFTER_CLEANING = 0.9;

/**
 * What a judge answered before, in `.fluxloop/cache/judge`: a file for each question, named by the
 * question's keyed digest. A file holds the answer alone: the score and the sanitized reason, never the
 * conversation or the rubric. Each is for its owner only and appears whole or not at all, so that any
 * number of runs may share the folder. A cache that cannot be read or written is one that is empty.
 */
export class JudgeCache {
  readonly #folder: string;
  readonly #most: number;
  #written = 0;

  /**
   * @param stateFolder - the project's `.fluxloop` folder; it exists
   * @param most - how many answers are kept
   */
  constructor(stateFolder: string, most: number = MOST_ENTRIES) {
    this.#folder = join(stateFolder, 'cache', 'judge');
    this.#most = most;
  }

  /**
   * The answer to a question; `undefined` when there is none.
   * @param key - hexadecimal
   */
  async get(key: string): Promise<unknown> {
    const path = this.#path(key);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return parseVerdict(text);
  }

  /** Keeps an answer. */
  async set(key: string, answer: Json): Promise<void> {
    const text = JSON.stringify(answer);
    if (Buffer.byteLength(text) > MOST_BYTES) return;
    const path = this.#path(key);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeWholeFile(path, text, { access: 'owner', durable: false });
      this.#written += 1;
    } catch {
      // It will be asked again.
    }
  }

  /** Removes what is too much, and what killed processes left half written. */
  async close(): Promise<void> {
    if (this.#written === 0) return;
    const files = await this.#list();
    if (files.length <= this.#most) return;
    files.sort((a, b) => b.usedAt - a.usedAt);
    const kept = Math.floor(this.#most * KEPT_AFTER_CLEANING);
    for (const { path } of files.slice(kept))
      await rm(path, { force: true }).catch(() => undefined);
  }

  #path(key: string): string {
    return join(this.#folder, key.slice(0, 2), `${key.slice(2)}.json`);
  }

  /** Half-written files count as oldest. */
  async #list(): Promise<{ path: string; usedAt: number }[]> {
    const files: { path: string; usedAt: number }[] = [];
    for (const group of await readdir(this.#folder).catch(() => [])) {
      for (const name of await readdir(join(this.#folder, group)).catch(() => [])) {
        const path = join(this.#folder, group, name);
        const found = await stat(path).catch(() => null);
        if (found === null) continue;
        files.push({ path, usedAt: isLeftover(name) ? 0 : found.mtimeMs });
      }
    }
    return files;
  }
}
