import type { FormatPart } from './configuration/catalog.js';
import { applyEdits } from './structure/edit.js';
import { type Context, type Leaves, NO_CONTEXT } from './structure/leaves.js';

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

/** A container on the way from the root, and how far its copy has come. */
interface Frame {
  source: JsonList | JsonObject;
  /** The names of an object's members; undefined for a list. */
  names: readonly string[] | undefined;
  target: JsonValue[] | Record<string, JsonValue | undefined>;
  next: number;
  context: Context;
}

/** Copies a JSON value with everything sensitive replaced, in document order. */
export class ValueSanitizer {
  readonly #leaves: Leaves;
  readonly #formats: FormatPart;

  constructor(leaves: Leaves, formats: FormatPart) {
    this.#leaves = leaves;
    this.#formats = formats;
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
    const { copy, child } = this.#copy(member, this.#leaves.contextOf(name));
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
    const pair = isPair(source) ? this.#sanitizePair(source, context) : undefined;
    if (pair !== undefined) return { copy: pair };
    const names = Array.isArray(source) ? undefined : Object.keys(source);
    const target: JsonValue[] | Record<string, JsonValue | undefined> =
      names === undefined ? [] : {};
    return { copy: target, child: { source, names, target, next: 0, context } };
  }

  #sanitizeText(text: string, context: Context): string {
    const edits = this.#formats.editsOfString(this.#leaves, text, context);
    return edits.length === 0 ? text : applyEdits(text, edits, 0, text.length);
  }

  /** What two numbers are together becomes one item, as it does where the list stands in a text. */
  #sanitizePair(pair: readonly [number, number], context: Context): [string] | undefined {
    const text = pair.join(', ');
    const [edit, another] = this.#leaves.editsOfNumber(text, context);
    const isWhole = edit?.start === 0 && edit.end === text.length;
    return isWhole && another === undefined ? [edit.text] : undefined;
  }

  #sanitizeNumber(number: number, context: Context): JsonValue {
    const text = String(number);
    const edits = this.#leaves.editsOfNumber(text, context);
    return edits.length === 0 ? number : applyEdits(text, edits, 0, text.length);
  }
}

/** A list of two numbers, as the position in GeoJSON is (RFC 7946, section 3.1.1). */
function isPair(source: JsonList | JsonObject): source is readonly [number, number] {
  if (!Array.isArray(source) || source.length !== 2) return false;
  return typeof source[0] === 'number' && typeof source[1] === 'number';
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
