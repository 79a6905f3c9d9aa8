import type { SourceLocation } from '@fluxloop/core/errors';
import { excerptOf } from '@fluxloop/core/sanitizer';
import { isCollection, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Path, Place } from './place.js';

/** A line of a `.jsonl` file. What stands where in it is looked for only when something is wrong. */
export class JsonLinePlace implements Place {
  readonly #file: string;
  readonly #line: number;
  readonly #text: string;

  /** @param line - counted from 1 */
  constructor(file: string, line: number, text: string) {
    this.#file = file;
    this.#line = line;
    this.#text = text;
  }

  locate(path: Path, part: 'key' | 'value' = 'value'): SourceLocation {
    // JSON is YAML: https://yaml.org/spec/1.2.2/#12-relation-to-json
    return this.at(
      offsetOf(parseDocument(this.#text, { logLevel: 'silent' }).contents, path, part),
    );
  }

  /** The place of a character of the line, counted from 0. */
  at(offset: number): SourceLocation {
    return {
      file: this.#file,
      line: this.#line,
      column: offset + 1,
      excerpt: excerptOf(this.#text),
    };
  }
}

/**
 * Where JSON.parse gave up, counted from 0; V8 says it in most of its messages.
 * @returns `null` where it does not
 */
export function jsonFaultOffset(error: unknown, text: string): number | null {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  return message.includes('Unexpected end') ? text.length : null;
}

function offsetOf(root: Node | null, path: Path, part: 'key' | 'value'): number {
  let place = root;
  for (const [index, segment] of path.entries()) {
    if (isMap(place)) {
      const pair = place.items.find(({ key }) => isScalar(key) && key.value === segment);
      if (pair === undefined) break;
      const next = isNode(pair.value) ? pair.value : null;
      const isLast = index === path.length - 1;
      const byKey = isLast && (part === 'key' || next === null || isCollection(next));
      place = byKey && isNode(pair.key) ? pair.key : next;
    } else if (isSeq(place)) {
      const item: unknown = typeof segment === 'number' ? place.items[segment] : undefined;
      if (!isNode(item)) break;
      place = item;
    } else {
      break;
    }
  }
  return place?.range?.[0] ?? 0;
}
