import { type Hint, wordsBefore } from './engine/labels.js';
import { isSecretValue, type SecretKind, secretKindOf } from './engine/secret-value.js';
import type { Swept } from './engine/sweep.js';
import { Window } from './engine/window.js';
import { type Replacement, replacementFor, splice } from './splice.js';

/** A value that JSON can hold; members that are `undefined` are let through as such. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

type JsonList = readonly JsonValue[];
type JsonObject = { readonly [name: string]: JsonValue | undefined };

/** What the name of a member says about its value. */
interface Context {
  hint: Hint | undefined;
  secret: SecretKind | undefined;
}

/** A container on the way from the root, and how far its copy has come. */
interface Frame {
  source: JsonList | JsonObject;
  /** The names of an object's members; undefined for a list. */
  names: readonly string[] | undefined;
  target: JsonValue[] | Record<string, JsonValue | undefined>;
  next: number;
  context: Context;
}

const NO_CONTEXT: Context = { hint: undefined, secret: undefined };
/** Shorter numbers are counts, not somebody's. */
const SHORTEST_NUMBER = 6;

/** Copies a JSON value with everything sensitive replaced, in document order. */
export class ValueSanitizer {
  readonly #find: (text: string, hint?: Hint) => Swept;
  readonly #replacement: Replacement;
  readonly #redactsSecrets: boolean;
  readonly #contexts = new Map<string, Context>();

  constructor(
    find: (text: string, hint?: Hint) => Swept,
    replacement: Replacement,
    redactsSecrets: boolean,
  ) {
    this.#find = find;
    this.#replacement = replacement;
    this.#redactsSecrets = redactsSecrets;
  }

  /** Walks with a stack of its own, so that no depth of nesting overflows the engine's. */
  sanitize<T extends JsonValue>(value: T): T {
    const root: JsonValue[] = [];
    const stack: Frame[] = [
      { source: [value], names: undefined, target: root, next: 0, context: NO_CONTEXT },
    ];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      if (frame.next === (frame.names ?? (frame.source as JsonList)).length) {
        stack.pop();
        continue;
      }
      const child = this.#copyNext(frame);
      if (child !== undefined) stack.push(child);
    }
    return root[0] as T;
  }

  /** Copies the next item or member; a container among them becomes a frame of its own. */
  #copyNext(frame: Frame): Frame | undefined {
    const index = frame.next++;
    if (frame.names === undefined) {
      const item = (frame.source as JsonList)[index]!;
      const { copy, child } = this.#copy(item, frame.context);
      (frame.target as JsonValue[]).push(copy as JsonValue);
      return child;
    }
    const name = frame.names[index]!;
    const target = frame.target as Record<string, JsonValue | undefined>;
    const member = (frame.source as JsonObject)[name];
    const { copy, child } = this.#copy(member, this.#contextOf(name));
    define(target, freeName(target, this.#sanitizeText(name, NO_CONTEXT)), copy);
    return child;
  }

  #copy(
    source: JsonValue | undefined,
    context: Context,
  ): { copy: JsonValue | undefined; child?: Frame } {
    if (typeof source === 'string') return { copy: this.#sanitizeText(source, context) };
    if (typeof source === 'number') return { copy: this.#sanitizeNumber(source, context) };
    if (typeof source !== 'object' || source === null) return { copy: source };
    const names = Array.isArray(source) ? undefined : Object.keys(source);
    const target: JsonValue[] | Record<string, JsonValue | undefined> =
      names === undefined ? [] : {};
    return { copy: target, child: { source, names, target, next: 0, context } };
  }

  #sanitizeText(text: string, { hint, secret }: Context): string {
    const { findings } = this.#find(text, hint);
    const [first] = findings;
    const isWhole = first !== undefined && first.end - first.start === text.length;
    if (secret !== undefined && !isWhole && isSecretValue(text, secret, 'member')) {
      return replacementFor('api_key', text, this.#replacement);
    }
    return splice(text, findings, this.#replacement);
  }

  #sanitizeNumber(number: number, context: Context): JsonValue {
    const text = String(number);
    if (text.length < SHORTEST_NUMBER || !Number.isInteger(number)) return number;
    const sanitized = this.#sanitizeText(text, context);
    return sanitized === text ? number : sanitized;
  }

  #contextOf(name: string): Context {
    let context = this.#contexts.get(name);
    if (context === undefined) {
      const window = new Window(name, 0, name.length, true);
      const words = wordsBefore(window, name.length);
      const hint = { label: window.labelBefore(name.length), words };
      context = { hint, secret: this.#redactsSecrets ? secretKindOf(name) : undefined };
      this.#contexts.set(name, context);
    }
    return context;
  }
}

/** Two names may become one; neither value may be lost for it. */
function freeName(target: object, name: string): string {
  if (!Object.hasOwn(target, name)) return name;
  let ordinal = 2;
  while (Object.hasOwn(target, `${name} (${ordinal})`)) ordinal++;
  return `${name} (${ordinal})`;
}

/** Sets a member whatever its name, `__proto__` too. */
function define(
  target: Record<string, JsonValue | undefined>,
  name: string,
  value: JsonValue | undefined,
): void {
  Object.defineProperty(target, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
