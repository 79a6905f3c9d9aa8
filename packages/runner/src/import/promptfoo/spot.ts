import type { SourceLocation } from '@fluxloop/core/errors';
import type { Path, Place } from '../../scenario/place.js';

/** A value of an imported document, and where it stands. */
export class Spot {
  readonly value: unknown;
  readonly #place: Place;
  readonly #path: Path;

  constructor(value: unknown, place: Place, path: Path = []) {
    this.value = value;
    this.#place = place;
    this.#path = path;
  }

  /** The keys of a mapping; none of anything else. */
  get keys(): string[] {
    return isMapping(this.value) ? Object.keys(this.value) : [];
  }

  /** The value of a key; one that is `undefined` where there is none. */
  at(key: string): Spot {
    const value =
      isMapping(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Spot(value, this.#place, [...this.#path, key]);
  }

  /** The entries of a list; of anything else but nothing itself. */
  get items(): Spot[] {
    if (this.value === undefined || this.value === null) return [];
    if (!Array.isArray(this.value)) return [this];
    return this.value.map((item, index) => new Spot(item, this.#place, [...this.#path, index]));
  }

  get location(): SourceLocation {
    return this.#place.locate(this.#path);
  }

  /** Where its key stands. */
  get keyLocation(): SourceLocation {
    return this.#place.locate(this.#path, 'key');
  }

  /** Another value in the same place. */
  with(value: unknown): Spot {
    return new Spot(value, this.#place, this.#path);
  }

  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get number(): number | undefined {
    const number = typeof this.value === 'string' ? Number.parseFloat(this.value) : this.value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
