import { Words } from '../engine/words.js';
import { applyEdits, type Edit } from './edit.js';
import { escaped, unescaped } from './escapes.js';
import { type Context, type Leaves, NO_CONTEXT } from './leaves.js';
import { LONGEST_TOKEN, type Walker } from './walker.js';

/** JSON in strings of JSON is walked so deep; below it is text. */
const DEEPEST_NESTING = 4;

/** An object or a list that is open. */
interface Frame {
  isObject: boolean;
  /** What the name of the object or list says. */
  context: Context;
  /** What the name of the member that comes next says. */
  member: Context;
  /** How often a name came out that was not there before. */
  names: Map<string, number> | undefined;
}

const NUMBER = /[-+0-9.eE]/;
const WORD = /[a-z]/;
const WORDS = new Words('true false null');

/**
 * Walks through JSON values, one or many behind each other, by their tokens (RFC 8259). Strings
 * are looked at without their escapes and with the name they stand under; a string that holds JSON
 * is walked itself. A number that is replaced becomes a string. From a token that is no JSON on
 * the rest of its line is taken for text.
 */
export class JsonWalker implements Walker {
  readonly #leaves: Leaves;
  readonly #isLines: boolean;
  readonly #depth: number;
  #stack: Frame[] = [];
  #isName = false;
  #isText = false;

  /** @param options.lines - whether every line begins a value of its own: JSON Lines */
  constructor(leaves: Leaves, options: { lines: boolean; depth?: number }) {
    this.#leaves = leaves;
    this.#isLines = options.lines;
    this.#depth = options.depth ?? 0;
  }

  walk(text: string, closed: boolean, edits: Edit[]): number {
    let i = 0;
    while (i < text.length) {
      const next = this.#isText
        ? this.#walkText(text, i, closed, edits)
        : this.#walkToken(text, i, closed, edits);
      if (next < 0) return i;
      i = next;
    }
    return i;
  }

  /** Walks one token; -1 if its end has not come yet. */
  #walkToken(text: string, i: number, closed: boolean, edits: Edit[]): number {
    switch (text[i]) {
      case '\n':
        if (this.#isLines) this.#stack = [];
        return i + 1;
      case ' ':
      case '\t':
      case '\r':
      case '\ufeff':
        return i + 1;
      case '{':
      case '[':
        this.#open(text[i] === '{');
        return i + 1;
      case '}':
      case ']':
        this.#stack.pop();
        this.#isName = false;
        return i + 1;
      case ',':
        this.#isName = this.#stack.at(-1)?.isObject === true;
        return i + 1;
      case ':':
        this.#isName = false;
        return i + 1;
      case '"':
        return this.#walkString(text, i, closed, edits);
      default:
        return this.#walkBare(text, i, closed, edits);
    }
  }

  #open(isObject: boolean): void {
    const context = this.#context();
    this.#stack.push({ isObject, context, member: NO_CONTEXT, names: undefined });
    this.#isName = isObject;
  }

  /** What is known of the value that comes next. */
  #context(): Context {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return NO_CONTEXT;
    return frame.isObject ? frame.member : frame.context;
  }

  #walkString(text: string, start: number, closed: boolean, edits: Edit[]): number {
    const end = endOfString(text, start + 1);
    if (end < 0) {
      if (!closed && text.length - start <= LONGEST_TOKEN && !text.includes('\n', start)) return -1;
      this.#isText = true;
      return start;
    }
    if (end - start > LONGEST_TOKEN) {
      this.#isText = true;
      return start;
    }
    const written = text.slice(start + 1, end);
    const { text: value, offsets } = unescaped(written, 'json');
    const frame = this.#stack.at(-1);
    const isName = this.#isName && frame !== undefined;
    const found = isName
      ? this.#leaves.editsOf(value, NO_CONTEXT)
      : editsOfString(this.#leaves, value, this.#context(), this.#depth);
    if (isName) {
      frame.member = this.#leaves.contextOf(value);
      if (found.length > 0) keepApart(frame, found, value);
    }
    for (const edit of found) {
      edits.push({
        start: start + 1 + (offsets?.[edit.start] ?? edit.start),
        end: start + 1 + (offsets?.[edit.end] ?? edit.end),
        text: escaped(edit.text),
        found: edit.found,
      });
    }
    return end + 1;
  }

  /** Numbers and the three words. Anything else is no JSON. */
  #walkBare(text: string, start: number, closed: boolean, edits: Edit[]): number {
    const isNumber = NUMBER.test(text[start]!) && text[start] !== 'e' && text[start] !== 'E';
    const kind = isNumber ? NUMBER : WORD;
    let end = start;
    while (end < text.length && end - start <= LONGEST_TOKEN && kind.test(text[end]!)) end++;
    if (end === text.length && !closed && end - start <= LONGEST_TOKEN) return -1;
    const token = text.slice(start, end);
    const isBounded = end === text.length || /[\s,\]}:]/.test(text[end]!);
    if (!isBounded || !(isNumber || WORDS.has(token))) {
      this.#isText = true;
      return start;
    }
    const found = isNumber ? this.#leaves.editsOfNumber(token, this.#context()) : [];
    const [first] = found;
    if (first !== undefined) {
      const replaced = escaped(applyEdits(token, found, 0, token.length));
      edits.push({ start, end, text: `"${replaced}"`, found: first.found });
    }
    return end;
  }

  /** Takes the rest of a line, or a piece of it that is long enough, for text. */
  #walkText(text: string, start: number, closed: boolean, edits: Edit[]): number {
    const lineEnd = text.indexOf('\n', start);
    let end = lineEnd < 0 ? text.length : lineEnd;
    if (end - start > LONGEST_TOKEN) end = start + LONGEST_TOKEN;
    else if (lineEnd < 0 && !closed) return -1;
    for (const edit of this.#leaves.editsOf(text.slice(start, end), NO_CONTEXT)) {
      edits.push({ ...edit, start: start + edit.start, end: start + edit.end });
    }
    if (end === lineEnd) {
      this.#isText = false;
      this.#isName = this.#stack.at(-1)?.isObject === true;
    }
    return end;
  }
}

/** Where the mark is that closes a string; -1 if there is none in its line. */
function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34 /* " */) return i;
    if (code === 10) return -1;
    if (code === 92 /* \ */) i++;
  }
  return -1;
}

/** The edits of a string's value, which may hold JSON itself. */
export function editsOfString(leaves: Leaves, value: string, context: Context, depth = 0): Edit[] {
  if (depth >= DEEPEST_NESTING || !looksNested(value)) return leaves.editsOf(value, context);
  const edits: Edit[] = [];
  new JsonWalker(leaves, { lines: false, depth: depth + 1 }).walk(value, true, edits);
  return edits;
}

function looksNested(value: string): boolean {
  const trimmed = value.trim();
  return (
    (trimmed.startsWith('{') && trimmed.endsWith('}')) ||
    (trimmed.startsWith('[') && trimmed.endsWith(']') && trimmed.length > 2)
  );
}

/** Two names may become one; neither value may be lost for it, so the later one is numbered. */
function keepApart(frame: Frame, edits: Edit[], name: string): void {
  const written = applyEdits(name, edits, 0, name.length);
  frame.names ??= new Map();
  const count = (frame.names.get(written) ?? 0) + 1;
  frame.names.set(written, count);
  const last = edits.at(-1);
  if (count > 1 && last !== undefined) last.text += ` (${count})`;
}
