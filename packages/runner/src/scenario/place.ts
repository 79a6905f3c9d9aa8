import { ConfigurationError, type SourceLocation } from '@fluxloop/core/errors';

/** A way through a document: keys and indexes. */
export type Path = readonly (string | number)[];

/** A document whose values can be found again, for errors. */
export interface Place {
  /**
   * Where the value under a path stands, or the last key of the path.
   * @param path - from the document's root
   */
  locate(path: Path, part?: 'key' | 'value'): SourceLocation;
  /** What to say before a message where no line can be told. Default: nothing. */
  describe?(path: Path): string;
}

/** An error about a value of a document. */
export function errorAt(
  place: Place,
  path: Path,
  problem: { code: string; message: string; hint?: string | undefined; part?: 'key' | 'value' },
): ConfigurationError {
  const { code, message, hint, part } = problem;
  const before = place.describe?.(path) ?? '';
  return new ConfigurationError(code, before === '' ? message : `${before}: ${message}`, {
    location: place.locate(path, part),
    ...(hint === undefined ? {} : { hint }),
  });
}
