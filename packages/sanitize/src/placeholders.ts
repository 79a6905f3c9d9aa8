import { identityOf } from './policy/identity.js';
import { type Remembered, recallValues } from './recall.js';
import { labelOf } from './types.js';

/**
 * What was replaced in one scope, such as a conversation: the same value has the same numbered
 * placeholder within it, so that what was said stays readable. It keeps the values in memory and
 * shows them to nobody; drop it with its scope.
 */
export interface Placeholders {
  /** The placeholder of a value, such as `[EMAIL_1]`: a new number for a new value. */
  placeholderFor(type: string, value: string): string;
  /** Whether streams, which may be endless, are to remember what they replaced too. */
  readonly keepsAll?: boolean;
  /** Whether nothing was replaced in this scope yet. */
  isEmpty(): boolean;
  /** Notes that a value was replaced in this scope, and by what. */
  remember(type: string, value: string, replacement: string): void;
  /**
   * Replaces the remembered values wherever they stand in a text, also where nothing beside them
   * tells what they are: a number that a label gave away in one message is found bare in another.
   * Numbers are found without the spaces and dashes of their first spelling too.
   *
   * @returns the text, and how many values of each type were replaced
   */
  recall(text: string): { text: string; counts: Record<string, number> };
}

/** Shorter values stand in a text by chance. */
const SHORTEST_RECALLED = 6;

/** The numbers of values, by their types and by what their spellings have in common. */
type Numbered = Map<string, Map<string, number>>;

/** The number of a value: that which it has, or the next one. */
function numberIn(numbered: Numbered, type: string, value: string): number {
  const numbers = numbered.get(type) ?? new Map<string, number>();
  const identity = identityOf(type, value);
  const number = numbers.get(identity) ?? numbers.size + 1;
  numbered.set(type, numbers.set(identity, number));
  return number;
}

function placeholderOf(type: string, number: number): string {
  return `[${labelOf(type)}_${number}]`;
}

/** A class, because one is made for every call that is given no scope: a literal with a getter is slow. */
class Scope implements Placeholders {
  /** The value that was numbered first: most scopes, those of one call, see no other. */
  #first: { type: string; value: string } | undefined;
  #numbered: Numbered | undefined;
  #remembered: Map<string, Remembered> | undefined;

  isEmpty(): boolean {
    return this.#remembered === undefined;
  }

  placeholderFor(type: string, value: string): string {
    if (this.#numbered === undefined) {
      if (this.#first === undefined) {
        this.#first = { type, value };
        return placeholderOf(type, 1);
      }
      this.#numbered = new Map();
      numberIn(this.#numbered, this.#first.type, this.#first.value);
    }
    return placeholderOf(type, numberIn(this.#numbered, type, value));
  }

  remember(type: string, value: string, replacement: string): void {
    this.#remembered ??= new Map();
    for (const spelling of [value, identityOf(type, value)]) {
      if (spelling.length >= SHORTEST_RECALLED)
        this.#remembered.set(spelling, { type, replacement });
    }
  }

  recall(text: string): { text: string; counts: Record<string, number> } {
    return this.#remembered === undefined
      ? { text, counts: {} }
      : recallValues(text, this.#remembered);
  }
}

/** An empty scope of numbered placeholders. Numbers start at 1 for each type. */
export function createPlaceholders(): Placeholders {
  return new Scope();
}
