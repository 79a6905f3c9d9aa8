import { lazily } from './lazily.js';

/**
 * A regular expression with properties of Unicode, such as `\p{L}`, made when it is asked for.
 * Engines check the literals of a file while they read it, and look up every character of a
 * property for that: each would make importing the package slower by what a first call takes.
 */
export function unicodePattern(source: string): () => RegExp {
  return lazily(() => new RegExp(source, 'u'));
}
