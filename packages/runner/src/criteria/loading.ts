/**
 * Thrown while criteria are read when one of them needs something that is loaded only then: the
 * validator of JSON Schema, a module of the user's. Reading stays synchronous for the millions of
 * cases that need nothing; see {@link whenLoaded}.
 */
export class NotLoadedYet extends Error {
  override readonly name = 'NotLoadedYet';
  /** Loads it; whoever reads again then finds it, or finds out what is wrong with it. */
  readonly load: () => Promise<unknown>;

  constructor(load: () => Promise<unknown>) {
    super('A criterion must be loaded before it is read.');
    this.load = load;
  }
}

/**
 * Reads something with criteria in it, and again each time that something had to be loaded first.
 * @param read - throws {@link NotLoadedYet} until all is loaded
 * @returns at once what it reads when nothing is missing
 */
export function whenLoaded<T>(read: () => T): T | Promise<T> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotLoadedYet)) throw error;
    return error.load().then(() => whenLoaded(read));
  }
}
