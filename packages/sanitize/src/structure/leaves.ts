import type { Finding } from '../engine/finding.js';
import { type Hint, wordsBefore } from '../engine/labels.js';
import { isSecretValue, type SecretKind, secretKindOf } from '../engine/secret-value.js';
import { Window } from '../engine/window.js';
import { type Replacement, replacementFor, replacementOf } from '../splice.js';
import type { Edit } from './edit.js';

/** What the name of a member says about its value. */
export interface Context {
  readonly hint: Hint | undefined;
  readonly secret: SecretKind | undefined;
}

export const NO_CONTEXT: Context = { hint: undefined, secret: undefined };

/** Shorter numbers are counts, not somebody's. */
const SHORTEST_NUMBER = 6;
/** So many names are known again; when there are more they are read anew. */
const MOST_NAMES = 2000;

/** Looks at the values in a structure: strings and numbers whose whole extent is known. */
export class Leaves {
  readonly #find: (text: string, hint?: Hint) => { findings: readonly Finding[] };
  readonly #to: Replacement;
  readonly #redactsSecrets: boolean;
  readonly #contexts = new Map<string, Context>();

  /** @param redactsSecrets - whether a name such as `password` makes a secret of its value */
  constructor(
    find: (text: string, hint?: Hint) => { findings: readonly Finding[] },
    to: Replacement,
    redactsSecrets: boolean,
  ) {
    this.#find = find;
    this.#to = to;
    this.#redactsSecrets = redactsSecrets;
  }

  /** The edits of a value, in its own offsets. */
  editsOf(text: string, { hint, secret }: Context): Edit[] {
    const { findings } = this.#find(text, hint);
    const [first] = findings;
    const isWhole = first !== undefined && first.end - first.start === text.length;
    if (secret !== undefined && !isWhole && isSecretValue(text, secret, 'member')) {
      const found = { type: 'api_key', rule: 'assignment', confidence: 0.9, value: text };
      const replacement = replacementFor('api_key', text, this.#to);
      return [{ start: 0, end: text.length, text: replacement, found }];
    }
    return findings
      .filter(({ kept }) => !kept)
      .map((finding) => {
        const { start, end, knownEnd, type, rule, confidence } = finding;
        const replacement = replacementOf(text, finding, this.#to);
        return {
          start,
          end,
          text: replacement,
          found: { type, rule, confidence, value: text.slice(start, knownEnd) },
        };
      });
  }

  /** The edits of a number as it is written; most have none. */
  editsOfNumber(text: string, context: Context): Edit[] {
    return text.length < SHORTEST_NUMBER ? [] : this.editsOf(text, context);
  }

  /** What a name says about the value under it. */
  contextOf(name: string): Context {
    let context = this.#contexts.get(name);
    if (context === undefined) {
      const window = new Window(name, 0, name.length, true);
      const hint = {
        label: window.labelBefore(name.length),
        words: wordsBefore(window, name.length),
      };
      context = { hint, secret: this.#redactsSecrets ? secretKindOf(name) : undefined };
      if (this.#contexts.size >= MOST_NAMES) this.#contexts.clear();
      this.#contexts.set(name, context);
    }
    return context;
  }
}
