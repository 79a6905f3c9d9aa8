import type { Placeholders } from '../placeholders.js';

/** A value whose placeholder is not known yet: others before it decide its number. */
export interface Unnumbered {
  type: string;
  value: string;
}

/** Stands where a placeholder will. Private characters, so that no text looks like it by chance. */
const OPEN = '\uf8f0';
const CLOSE = '\uf8f1';
const STAND_IN = /\uf8f0(\d+)\uf8f1/;

/**
 * Placeholders of a part of a text whose beginning somebody else sees to. Instead of a number each
 * has a stand-in, to be numbered later in the order of the whole.
 */
export class UnnumberedPlaceholders implements Placeholders {
  readonly values: Unnumbered[] = [];

  isEmpty(): boolean {
    return this.values.length === 0;
  }

  placeholderFor(type: string, value: string): string {
    this.values.push({ type, value });
    return `${OPEN}${this.values.length - 1}${CLOSE}`;
  }

  remember(): void {
    // A part of a text has no later.
  }

  recall(text: string): { text: string; counts: Record<string, number> } {
    return { text, counts: {} };
  }
}

/** Sanitized bytes with holes for numbered placeholders, as they come from a worker. */
export interface Pieces {
  /** What stands between the holes, one behind the other. */
  bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes stand before each hole, since the one before. */
  lengths: number[];
  /** What belongs into each hole. */
  values: Unnumbered[];
}

/** Puts pieces together. */
export class PieceWriter {
  readonly #placeholders: UnnumberedPlaceholders;
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #before = 0;
  readonly #lengths: number[] = [];
  readonly #values: Unnumbered[] = [];

  /** @param capacity - how many bytes there will be, about */
  constructor(placeholders: UnnumberedPlaceholders, capacity: number) {
    this.#placeholders = placeholders;
    this.#bytes = new Uint8Array(capacity);
  }

  copy(bytes: Uint8Array, start: number, end: number): void {
    if (end <= start) return;
    this.#reserve(end - start);
    this.#bytes.set(bytes.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  /** Writes a replacement, in which stand-ins become holes. */
  write(replacement: string): void {
    const parts = replacement.split(STAND_IN);
    for (const [i, part] of parts.entries()) {
      if (i % 2 === 0) {
        const bytes = Buffer.from(part);
        this.copy(bytes, 0, bytes.length);
        continue;
      }
      this.#lengths.push(this.#length - this.#before);
      this.#values.push(this.#placeholders.values[Number(part)]!);
      this.#before = this.#length;
    }
  }

  take(): Pieces {
    const bytes = this.#bytes.slice(0, this.#length);
    return { bytes, lengths: this.#lengths, values: this.#values };
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#length + more, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Fills the holes with placeholders, in order. */
export function numbered(
  { bytes, lengths, values }: Pieces,
  placeholders: Placeholders,
): Uint8Array {
  if (values.length === 0) return bytes;
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const [i, { type, value }] of values.entries()) {
    const end = from + lengths[i]!;
    parts.push(bytes.subarray(from, end), Buffer.from(placeholders.placeholderFor(type, value)));
    from = end;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}
