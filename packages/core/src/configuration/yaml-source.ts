import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { SourceLocation } from '../errors/index.js';
import { excerptOf } from './mask-secrets.js';

/** A parsed YAML file that can tell where each of its values stands. */
export class YamlSource {
  readonly #file: string;
  readonly #lines: readonly string[];
  readonly #document: Document.Parsed;
  readonly #counter: LineCounter;

  constructor(file: string, text: string, document: Document.Parsed, counter: LineCounter) {
    this.#file = file;
    this.#lines = text.split(/\r?\n/);
    this.#document = document;
    this.#counter = counter;
  }

  /** The place of a character, counted from 0. */
  at(offset: number): SourceLocation {
    const { line, col } = this.#counter.linePos(offset);
    if (line === 0) return { file: this.#file };
    const text = this.#lines[line - 1]?.trimEnd() ?? '';
    return {
      file: this.#file,
      line,
      column: col,
      excerpt: excerptOf(text),
    };
  }

  /** The place of the value under a path; of its nearest parent where there is none. */
  locate(path: readonly PropertyKey[]): SourceLocation {
    let place: Node | null = this.#document.contents;
    let current: Node | null = place;
    for (const segment of path) {
      current = this.#resolve(current);
      if (isMap(current)) {
        const pair: Pair | undefined = this.#pairOf(current, segment);
        if (pair === undefined) break;
        current = isNode(pair.value) ? pair.value : null;
        // For a mapping or a list its key says more than its first entry.
        const byKey = current === null || isCollection(current) || isEmpty(current);
        place = byKey && isNode(pair.key) ? pair.key : current;
      } else if (isSeq(current) && typeof segment === 'number') {
        const item: unknown = current.items[segment];
        if (!isNode(item)) break;
        current = item;
        place = item;
      } else {
        break;
      }
    }
    return this.#placeOf(place);
  }

  /** The place of a key of the mapping under a path. */
  locateKey(path: readonly PropertyKey[], key: string): SourceLocation {
    let current: Node | null = this.#document.contents;
    for (const segment of path) {
      current = this.#resolve(current);
      const next: unknown = isMap(current)
        ? this.#pairOf(current, segment)?.value
        : isSeq(current)
          ? current.get(segment, true)
          : undefined;
      current = isNode(next) ? next : null;
    }
    current = this.#resolve(current);
    const pair = isMap(current) ? this.#pairOf(current, key) : undefined;
    return pair !== undefined && isNode(pair.key) ? this.#placeOf(pair.key) : this.locate(path);
  }

  /** An entry of a mapping: its own, else one that `<<:` brings in. */
  #pairOf(map: YAMLMap, key: PropertyKey): Pair | undefined {
    const own = map.items.find((item) => keyText(item) === String(key));
    if (own !== undefined) return own;
    for (const merge of map.items.filter((item) => isMerge(item))) {
      const merged = this.#resolve(isNode(merge.value) ? merge.value : null);
      for (const source of isSeq(merged) ? merged.items : [merged]) {
        const from = this.#resolve(isNode(source) ? source : null);
        const pair = isMap(from) && from !== map ? this.#pairOf(from, key) : undefined;
        if (pair !== undefined) return pair;
      }
    }
    return undefined;
  }

  #resolve(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.#document) ?? null) : node;
  }

  #placeOf(node: Node | null): SourceLocation {
    const start = node?.range?.[0];
    return start === undefined ? { file: this.#file } : this.at(start);
  }
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

/** `<<:` (https://yaml.org/type/merge.html); the parser keeps its key as a symbol. */
function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<';
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null;
}
