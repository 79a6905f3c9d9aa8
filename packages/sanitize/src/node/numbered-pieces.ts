import type { Placeholders } from '../placeholders.js';

/** Stands where a placeholder will. Private characters, so that no text looks like it by chance. */
const OPEN = '\uf8f0';
const CLOSE = '\uf8f1';
const STAND_IN = /\uf8f0(\d+)\uf8f1/;

/**
 * Placeholders of a part of a text whose beginning somebody else sees to. Instead of a number each
 * value has a stand-in, to be numbered later in the order of the whole.
 */
export class UnnumberedPlaceholders implements Placeholders {
  readonly #ordinals = new Map<string, Map<string, number>>();
  readonly types: string[] = [];
  readonly values: string[] = [];

  isEmpty(): boolean {
    return this.values.length === 0;
  }

  placeholderFor(type: string, value: string): string {
    const known = this.#ordinals.get(type) ?? new Map<string, number>();
    this.#ordinals.set(type, known);
    let ordinal = known.get(value);
    if (ordinal === undefined) {
      ordinal = this.values.push(value) - 1;
      this.types.push(type);
      known.set(value, ordinal);
    }
    return `${OPEN}${ordinal}${CLOSE}`;
  }

  remember(): void {
    // A part of a text has no later.
  }

  recall(text: string): { text: string; counts: Record<string, number> } {
    return { text, counts: {} };
  }
}

/**
 * Sanitized bytes with holes for numbered placeholders, as they come from a worker: few large
 * things, because each small one costs when it is sent.
 */
export interface Pieces {
  /** Begins with what stands between the holes, one behind the other. */
  buffer: ArrayBuffer;
  /** How many bytes that is. */
  length: number;
  /** For each hole how many bytes stand before it, since the one before, and which value it is for. */
  holes: Uint32Array<ArrayBuffer>;
  /** The types of the values, one behind the other, and the values themselves. */
  types: string[];
  values: string;
  /** How long each value is. */
  lengths: Uint32Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** Bytes that grow as they are written. */
class GrowingBytes {
  #bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  /** @param capacity - how many bytes there will be, about */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  get buffer(): ArrayBuffer {
    return this.#bytes.buffer;
  }

  copy(bytes: Uint8Array, start: number, end: number): void {
    if (end <= start) return;
    this.#reserve(end - start);
    this.#bytes.set(bytes.subarray(start, end), this.length);
    this.length += end - start;
  }

  encode(text: string): void {
    this.#reserve(text.length * 3);
    this.length += encoder.encodeInto(text, this.#bytes.subarray(this.length)).written;
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.length + more, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }
}

/** Puts pieces together. */
export class PieceWriter {
  readonly #placeholders: UnnumberedPlaceholders;
  readonly #bytes: GrowingBytes;
  readonly #holes: number[] = [];
  #before = 0;

  /** @param capacity - how many bytes there will be, about */
  constructor(placeholders: UnnumberedPlaceholders, capacity: number) {
    this.#placeholders = placeholders;
    this.#bytes = new GrowingBytes(capacity);
  }

  copy(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes.copy(bytes, start, end);
  }

  /** Writes a replacement, in which stand-ins become holes. */
  write(replacement: string): void {
    if (!replacement.includes(OPEN)) {
      this.#bytes.encode(replacement);
      return;
    }
    for (const [i, part] of replacement.split(STAND_IN).entries()) {
      if (i % 2 === 0) {
        if (part !== '') this.#bytes.encode(part);
        continue;
      }
      this.#holes.push(this.#bytes.length - this.#before, Number(part));
      this.#before = this.#bytes.length;
    }
  }

  take(): Pieces {
    const { types, values } = this.#placeholders;
    return {
      buffer: this.#bytes.buffer,
      length: this.#bytes.length,
      holes: Uint32Array.from(this.#holes),
      types,
      values: values.join(''),
      lengths: Uint32Array.from(values, ({ length }) => length),
    };
  }
}

/** Fills the holes with placeholders, numbered in their order. */
export function numbered(pieces: Pieces, placeholders: Placeholders): Uint8Array {
  const { buffer, length, holes } = pieces;
  const bytes = new Uint8Array(buffer, 0, length);
  if (holes.length === 0) return bytes;
  const readValue = valueReader(pieces);
  const names: (Uint8Array | undefined)[] = [];
  const whole = new GrowingBytes(length + (length >> 2));
  let from = 0;
  for (let i = 0; i < holes.length; i += 2) {
    const end = from + holes[i]!;
    const ordinal = holes[i + 1]!;
    let name = names[ordinal];
    if (name === undefined) {
      const { type, value } = readValue(ordinal);
      name = encoder.encode(placeholders.placeholderFor(type, value));
      names[ordinal] = name;
    }
    whole.copy(bytes, from, end);
    whole.copy(name, 0, name.length);
    from = end;
  }
  whole.copy(bytes, from, length);
  return whole.take();
}

function valueReader({
  types,
  values,
  lengths,
}: Pieces): (ordinal: number) => { type: string; value: string } {
  const starts = new Uint32Array(lengths.length);
  for (let i = 1; i < lengths.length; i++) starts[i] = starts[i - 1]! + lengths[i - 1]!;
  return (ordinal) => ({
    type: types[ordinal]!,
    value: values.slice(starts[ordinal]!, starts[ordinal]! + lengths[ordinal]!),
  });
}
