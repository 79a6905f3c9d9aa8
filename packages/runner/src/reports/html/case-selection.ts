import type { ResultRow } from '@fluxloop/core/contract';
import { caseItem } from './case-item.js';

/** How many cases a page holds: more are no joy to scroll through, and slow to open on a phone. */
const MAX_CASES = 1_000;
/** Past this many characters no further case is added to a page. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** The first cases up to the bounds, as markup, and how many there were. */
class Shelf {
  readonly items: string[] = [];
  count = 0;
  #characters = 0;

  add(row: ResultRow): void {
    this.count += 1;
    if (this.items.length < MAX_CASES && this.#characters < MAX_CHARACTERS) {
      const markup = caseItem(row).text;
      this.#characters += markup.length;
      this.items.push(markup);
    }
  }
}

/** The cases that a page has room for. */
interface SelectedCases {
  /** As markup: those that did not pass first. */
  items: string[];
  /** How many did not pass and are left out. */
  missedLeftOut: number;
  /** How many others are left out. */
  othersLeftOut: number;
}

/** Chooses the cases that a page shows: those that did not pass first, in memory that is bounded. */
export class CaseSelection {
  readonly #missed = new Shelf();
  readonly #others = new Shelf();

  /** Takes a row. */
  add(row: ResultRow): void {
    const passed = row.verdict === 'pass' || row.verdict === 'skipped';
    (passed ? this.#others : this.#missed).add(row);
  }

  select(): SelectedCases {
    const items: string[] = [];
    let characters = 0;
    for (const markup of [...this.#missed.items, ...this.#others.items]) {
      if (items.length >= MAX_CASES || characters >= MAX_CHARACTERS) break;
      characters += markup.length;
      items.push(markup);
    }
    const missed = Math.min(items.length, this.#missed.items.length);
    return {
      items,
      missedLeftOut: this.#missed.count - missed,
      othersLeftOut: this.#others.count - (items.length - missed),
    };
  }
}
