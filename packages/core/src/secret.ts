import { inspect } from 'node:util';

const MASK = '***';

/**
 * A value that must not be seen: an API key, a token, a password.
 *
 * Every way in which a value usually reaches an output (`toString`, template strings,
 * `JSON.stringify`, `util.inspect`, `console.log`) gives `***`. The value leaves the wrapper
 * only through {@link Secret.reveal}, which is called at the socket and where the credentials
 * file is written, and nowhere else.
 */
export class Secret {
  readonly #value: string;

  /**
   * @param value - the secret itself; surrounding white space is kept as it is
   */
  constructor(value: string) {
    this.#value = value;
  }

  /** The secret in clear. Call it where the value is sent or stored, never where it is shown. */
  reveal(): string {
    return this.#value;
  }

  /** True when both wrap the same value. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
