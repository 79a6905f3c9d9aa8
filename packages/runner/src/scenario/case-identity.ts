import { hash } from 'node:crypto';
import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';
import type { Criterion } from '../criteria/criterion.js';
import { CaseCounter } from '../ledger/case-counter.js';
import { hasCounts } from '../ledger/sanitize-row.js';
import { canonicalJson, type Json } from './canonical-json.js';
import type { CaseTurn, TestCase } from './test-case.js';

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
    const texts = new CaseTexts(this.#sanitizer, this.#scenario);
    const scenario = texts.clean(testCase.scenario);
    if (texts.harmless.includes(testCase.scenario)) this.#scenario = testCase.scenario;
    const turns: Json[][] = [];
    for (const turn of testCase.turns) turns.push(texts.turn(turn));
    const content: Json[] = [scenario, turns, texts.criteria(testCase.criteria)];
    if (testCase.persona !== undefined) content.push(texts.clean(testCase.persona));
    // What one text gives away must not be guessed from the hash of another.
    const recalled = texts.placeholders.recall(JSON.stringify(content)).text;
    const id = caseId(recalled);
    const ordinal = this.#seen.increment(id);
    return {
      id: ordinal === 0 ? id : caseId(`${recalled}\n${ordinal}`),
      // Cut after sanitizing: half a card number would not be recognised any more.
      name: testCase.title ?? excerpt(texts.placeholders.recall(String(turns[0]?.[0] ?? '')).text),
      harmless: texts.harmless,
    };
  }
}

/** The texts of one case on their way into its id. */
class CaseTexts {
  readonly placeholders = createPlaceholders();
  readonly harmless: string[];
  readonly #sanitizer: Sanitizer;

  constructor(sanitizer: Sanitizer, harmless: string) {
    this.#sanitizer = sanitizer;
    this.harmless = [harmless];
  }

  clean(text: string): string {
    if (this.harmless.includes(text)) return text;
    const { placeholders } = this;
    const { text: cleaned, counts } = this.#sanitizer.sanitize(text, { placeholders });
    if (cleaned === text && !hasCounts(counts)) this.harmless.push(text);
    return cleaned;
  }

  turn({ text, context, criteria }: CaseTurn): Json[] {
    // In this order placeholders are numbered.
    const cleaned = this.clean(text);
    return [cleaned, context === undefined ? null : this.#known(context), this.criteria(criteria)];
  }

  #known(context: Json): string {
    const { placeholders } = this;
    return canonicalJson(this.#sanitizer.sanitizeValue(context, { placeholders }).value);
  }

  criteria(list: readonly Criterion[]): Json[] {
    const cleaned: Json[] = [];
    for (const { type, check, weight, required } of list) {
      cleaned.push([type, this.clean(check.expected), weight, required]);
    }
    return cleaned;
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
