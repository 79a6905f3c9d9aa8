import { hash } from 'node:crypto';
import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';
import type { Criterion } from '../criteria/criterion.js';
import { CaseCounter } from '../ledger/case-counter.js';
import { hasCounts } from '../ledger/sanitize-row.js';
import { canonicalJson, type Json } from './canonical-json.js';
import type { TestCase } from './test-case.js';

const NAME_CHARACTERS = 80;

/** Who a case is. */
export interface CaseIdentity {
  /** `c_` and 20 hexadecimal digits. */
  id: string;
  /** Its title, or the start of its first input. */
  name: string;
  /** Texts of the case in which the sanitizer found nothing: they need not be looked at once more. */
  harmless: readonly string[];
}

/**
 * Gives cases their ids: hashes of their sanitized content, so that the same case has the same id in
 * every run, and an id tells no more than the sanitized text does. Equal cases are told apart by their
 * order.
 */
export class CaseIdentifier {
  readonly #sanitizer: Sanitizer;
  readonly #seen = new CaseCounter();
  /** The scenario of the last case, when there is nothing sensitive in its name. */
  #scenario = '';

  constructor(sanitizer: Sanitizer) {
    this.#sanitizer = sanitizer;
  }

  /** Identifies the next case of a run. */
  identify(testCase: TestCase): CaseIdentity {
    const placeholders = createPlaceholders();
    const harmless = [this.#scenario];
    const clean = (text: string) => {
      if (harmless.includes(text)) return text;
      const { text: cleaned, counts } = this.#sanitizer.sanitize(text, { placeholders });
      if (cleaned === text && !hasCounts(counts)) harmless.push(text);
      return cleaned;
    };
    const criteria = (list: readonly Criterion[]): Json =>
      list.map(({ type, check, weight, required }) => [
        type,
        clean(check.expected),
        weight,
        required,
      ]);
    const scenario = clean(testCase.scenario);
    if (harmless.includes(testCase.scenario)) this.#scenario = testCase.scenario;
    const turns = testCase.turns.map(({ text, context, criteria: own }): Json[] => [
      clean(text),
      context === undefined
        ? null
        : canonicalJson(this.#sanitizer.sanitizeValue(context, { placeholders }).value),
      criteria(own),
    ]);
    const { persona } = testCase;
    const who = persona === undefined ? [] : [clean(persona)];
    const cleaned = JSON.stringify([scenario, turns, criteria(testCase.criteria), ...who]);
    // What one text gives away must not be guessed from the hash of another.
    const content = placeholders.recall(cleaned).text;
    const id = caseId(content);
    const ordinal = this.#seen.increment(id);
    // Cut after sanitizing: half a card number would not be recognised any more.
    const name = testCase.title ?? excerpt(placeholders.recall(String(turns[0]?.[0] ?? '')).text);
    return { id: ordinal === 0 ? id : caseId(`${content}\n${ordinal}`), name, harmless };
  }
}

function caseId(content: string): string {
  return `c_${hash('sha256', content).slice(0, 20)}`;
}

function excerpt(text: string): string {
  const start = text.slice(0, 4 * NAME_CHARACTERS).trim();
  const line = /[^\S ]| {2}/.test(start) ? start.replace(/\s+/g, ' ') : start;
  return line.length <= NAME_CHARACTERS ? line : `${line.slice(0, NAME_CHARACTERS - 1)}…`;
}
