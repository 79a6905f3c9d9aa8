import { Secret } from './secret.js';

/**
 * Writes a value as JSON with every {@link Secret} in it in clear. For a request's body and for
 * the credentials file; nowhere else.
 *
 * @param value - anything that JSON can hold, with secrets anywhere in it
 * @param space - indentation, as `JSON.stringify` takes it
 */
export function revealJson(value: unknown, space?: number): string {
  return JSON.stringify(
    value,
    function (this: Record<string, unknown>, key, shown: unknown) {
      // `toJSON` has masked the secret by now; its holder still has it.
      const original = this[key];
      return original instanceof Secret ? original.reveal() : shown;
    },
    space,
  );
}
