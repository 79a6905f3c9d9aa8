import { OAuthError } from './oauth-error.js';

/** Longer values are in no request of ours. A CI's identity token is the longest. */
const LONGEST = 16_384;
/** What parameters are made of: printable ASCII (RFC 6749, appendix A). */
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * The parameters of a request to an OAuth endpoint, as RFC 6749, sections 3.1 and 3.2, has them
 * read: one without a value counts as left out, one that nobody knows is ignored, and none may
 * come twice.
 */
export class Parameters {
  readonly #values: URLSearchParams;

  /** @param encoded - `application/x-www-form-urlencoded`, of a query or of a body */
  constructor(encoded: string) {
    this.#values = new URLSearchParams(encoded);
  }

  /**
   * The value, or `null` where there is none.
   *
   * @throws OAuthError `invalid_request` when it comes twice, is too long, or is not printable
   */
  optional(name: string): string | null {
    const values = this.#values.getAll(name);
    if (values.length > 1) {
      throw new OAuthError('invalid_request', `The parameter ${name} comes more than once.`);
    }
    const [value = ''] = values;
    if (value.length > LONGEST || !PRINTABLE.test(value)) {
      throw new OAuthError('invalid_request', `The parameter ${name} cannot be read.`);
    }
    return value === '' ? null : value;
  }

  /**
   * The value.
   *
   * @throws OAuthError `invalid_request` when it is missing, or as {@link optional} does
   */
  required(name: string): string {
    const value = this.optional(name);
    if (value === null) {
      throw new OAuthError('invalid_request', `The parameter ${name} is missing.`);
    }
    return value;
  }

  /** @throws OAuthError `invalid_request` when any parameter comes twice, also an unknown one */
  refuseRepeated(): void {
    for (const name of new Set(this.#values.keys())) {
      if (this.#values.getAll(name).length > 1) {
        // The name is not repeated in the answer: it may be anything.
        throw new OAuthError('invalid_request', 'A parameter comes more than once.');
      }
    }
  }
}
