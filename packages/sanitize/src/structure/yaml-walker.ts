import type { Edit } from './edit.js';
import { type Context, type Leaves, NO_CONTEXT } from './leaves.js';
import { LONGEST_TOKEN, type Walker } from './walker.js';
import { endOfQuotedScalar, nameOf, scalarEdits, walkFlow } from './yaml-flow.js';

/** A name of the mappings around a line, and how far it is indented. */
interface Level {
  indent: number;
  context: Context;
}

/** Where a value stands: what is indented no deeper than `parent` is none of it. */
interface Place {
  parent: number;
  context: Context;
}

const INCOMPLETE = -1;
/** What no name without marks begins with. */
const NO_NAME = /[\s"'#[\]{},&*!|>%@`]/;
const PROPERTIES = /(?:[&!][^\s]*[ \t]+)+/y;
const BLOCK_HEADER = /[|>][-+0-9]{0,2}[ \t]*(?:#[^\n]*)?\r?(?=\n|$)/y;
const DASHES = /(?:[-?](?:[ \t]+|(?=\r?\n|$)))+/y;

/**
 * Walks through YAML line by line (YAML 1.2.2): scalars of every style are looked at with the name
 * they stand under, collections in brackets and braces too. What it does not know it looks at as
 * text.
 */
export class YamlWalker implements Walker {
  readonly #leaves: Leaves;
  #levels: Level[] = [];

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  walk(text: string, closed: boolean, edits: Edit[]): number {
    let i = 0;
    while (i < text.length) {
      const known = edits.length;
      const next = this.#walkLine(text, i, closed, edits);
      if (next === INCOMPLETE && text.length - i <= LONGEST_TOKEN) {
        edits.length = known;
        return i;
      }
      i = next === INCOMPLETE ? this.#walkText(text, i, i + LONGEST_TOKEN, edits) : next;
    }
    return i;
  }

  #walkText(text: string, start: number, end: number, edits: Edit[]): number {
    const to = Math.min(end, text.length);
    for (const edit of this.#leaves.editsOf(text.slice(start, to), NO_CONTEXT)) {
      edits.push({ ...edit, start: start + edit.start, end: start + edit.end });
    }
    return to;
  }

  /** Walks what begins in a line, over as many lines as it takes. */
  #walkLine(text: string, start: number, closed: boolean, edits: Edit[]): number {
    const lineEnd = endOfLine(text, start);
    if (lineEnd === text.length && !closed) return INCOMPLETE;
    let i = start;
    while (text[i] === ' ') i++;
    if (i === lineEnd || text[i] === '\r') return lineEnd + 1;
    if (/[#%]/.test(text[i]!) || text.startsWith('---', i) || text.startsWith('...', i)) {
      return this.#walkText(text, i, lineEnd, edits) + 1;
    }
    const outer = i;
    i = behind(DASHES, text, i);
    const column = i - start;
    while ((this.#levels.at(-1)?.indent ?? -1) >= column) this.#levels.pop();
    const name = this.#nameAt(text, i, lineEnd);
    if (name === undefined) {
      const context = this.#levels.at(-1)?.context ?? NO_CONTEXT;
      const dash = text.slice(outer, i).trimEnd().length - 1;
      const parent = dash < 0 ? (this.#levels.at(-1)?.indent ?? -1) : outer - start + dash;
      return this.#walkValue(text, i, { parent, context }, closed, edits);
    }
    for (const edit of scalarEdits(this.#leaves, text, i, name.end, NO_CONTEXT, false))
      edits.push(edit);
    const context = this.#leaves.contextOf(nameOf(text.slice(i, name.end)));
    this.#levels.push({ indent: column, context });
    return this.#walkValue(text, name.value, { parent: column, context }, closed, edits);
  }

  /** The name that a line begins with: where it ends, and where its value may begin. */
  #nameAt(
    text: string,
    start: number,
    lineEnd: number,
  ): { end: number; value: number } | undefined {
    let end: number;
    if (text[start] === '"' || text[start] === "'") {
      end = endOfQuotedScalar(text, start, lineEnd);
      if (end < 0) return undefined;
    } else {
      end = endOfPlainName(text, start, lineEnd);
      if (end < 0) return undefined;
    }
    let colon = end;
    while (text[colon] === ' ') colon++;
    if (text[colon] !== ':' || !/\s/.test(text[colon + 1] ?? ' ')) return undefined;
    return { end, value: colon + 1 };
  }

  /** Walks a value from `from` on. */
  #walkValue(
    text: string,
    from: number,
    { parent, context }: Place,
    closed: boolean,
    edits: Edit[],
  ): number {
    let i = from;
    while (text[i] === ' ' || text[i] === '\t') i++;
    i = behind(PROPERTIES, text, i);
    const lineEnd = endOfLine(text, i);
    if (i >= lineEnd || text[i] === '\r') return lineEnd + 1;
    const sign = text[i]!;
    if (sign === '#') return this.#walkText(text, i, lineEnd, edits) + 1;
    if (sign === '*') return lineEnd + 1;
    if (behind(BLOCK_HEADER, text, i) > i)
      return this.#walkBlock(text, lineEnd + 1, { parent, context }, closed, edits);
    if (sign === '"' || sign === "'" || sign === '{' || sign === '[') {
      const end = this.#walkMarked(text, i, context, edits);
      if (end < 0) return closed ? this.#walkText(text, i, lineEnd, edits) + 1 : INCOMPLETE;
      return this.#walkText(text, end, endOfLine(text, end), edits) + 1;
    }
    return this.#walkPlain(text, i, { parent, context }, closed, edits);
  }

  #walkMarked(text: string, start: number, context: Context, edits: Edit[]): number {
    const limit = Math.min(text.length, start + LONGEST_TOKEN);
    const known = edits.length;
    if (text[start] === '{' || text[start] === '[') {
      const end = walkFlow(this.#leaves, text, start, limit, context, edits);
      if (end < 0) edits.length = known;
      return end;
    }
    const end = endOfQuotedScalar(text, start, limit);
    if (end < 0) return end;
    for (const edit of scalarEdits(this.#leaves, text, start, end, context, false))
      edits.push(edit);
    return end;
  }

  /** A block scalar: all lines that are indented deeper. */
  #walkBlock(
    text: string,
    start: number,
    { parent, context }: Place,
    closed: boolean,
    edits: Edit[],
  ): number {
    const end = endOfDeeper(text, start, parent, closed);
    if (end < 0) return INCOMPLETE;
    const block = text.slice(start, end);
    const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(block)?.[1] ?? '';
    const from = start + Math.max(0, block.search(/\S/));
    for (const edit of this.#leaves.editsOf(text.slice(from, end).trimEnd(), context)) {
      // Every line of a block is indented, also one that a replacement begins.
      const replacement = edit.text.replaceAll('\n', `\n${indent}`);
      edits.push({ ...edit, start: from + edit.start, end: from + edit.end, text: replacement });
    }
    return end;
  }

  /** A scalar without marks, which goes on in lines that are indented deeper, up to a comment. */
  #walkPlain(
    text: string,
    start: number,
    { parent, context }: Place,
    closed: boolean,
    edits: Edit[],
  ): number {
    const lineEnd = endOfLine(text, start);
    const deeper = endOfDeeper(text, lineEnd + 1, parent, closed);
    if (deeper < 0) return INCOMPLETE;
    const comment = / #/.exec(text.slice(start, deeper));
    let end = comment === null ? deeper : start + comment.index;
    const next = comment === null ? deeper : endOfLine(text, end) + 1;
    while (end > start && /\s/.test(text[end - 1]!)) end--;
    for (const edit of scalarEdits(this.#leaves, text, start, end, context, false))
      edits.push(edit);
    if (comment !== null) this.#walkText(text, end, endOfLine(text, end), edits);
    return next;
  }
}

/** Where a name without marks ends, before the first colon that a blank or the line's end follows; -1 if there is none. */
function endOfPlainName(text: string, start: number, lineEnd: number): number {
  if (start >= lineEnd || NO_NAME.test(text[start]!)) return -1;
  for (let i = start + 1; i < lineEnd; i++) {
    if (text[i] === '#' && text[i - 1] === ' ') return -1;
    if (text[i] !== ':' || !/\s/.test(text[i + 1] ?? ' ')) continue;
    let end = i;
    while (/\s/.test(text[end - 1]!)) end--;
    return end;
  }
  return -1;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Where a sticky expression ends that matches at an offset; the offset itself if it does not. */
function behind(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

/**
 * The beginning of the first line from `start` on that is indented no deeper than `parent`, empty
 * lines before it included in what is before; -1 if that has not come yet.
 */
function endOfDeeper(text: string, start: number, parent: number, closed: boolean): number {
  let i = start;
  let end = start;
  while (i < text.length) {
    let content = i;
    while (text[content] === ' ') content++;
    const lineEnd = endOfLine(text, i);
    if (content === text.length && !closed) return -1;
    const isEmpty = content >= lineEnd || text[content] === '\r';
    if (!isEmpty && content - i <= parent) return end;
    if (!isEmpty && parent < 0 && (text.startsWith('---', i) || text.startsWith('...', i)))
      return end;
    if (lineEnd === text.length && !closed) return -1;
    i = lineEnd + 1;
    end = Math.min(i, text.length);
  }
  return closed ? text.length : -1;
}
