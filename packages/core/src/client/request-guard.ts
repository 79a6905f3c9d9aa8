import { NetworkError } from '../errors/index.js';
import { proxyProblem } from './network-problem.js';

/** The longest answer that is read; a list of a hundred runs is a hundredth of it. */
export const MAXIMUM_RESPONSE_BYTES = 32 * 1024 * 1024;

/** Ends a request that goes where it must not, or brings more than it may. */
export class RequestGuard {
  readonly #origin: string;
  readonly #proxyHost: string | null;
  readonly #controller = new AbortController();
  /** Why the request was ended; `null` while it was not. */
  refusal: NetworkError | null = null;

  constructor(origin: string, proxyHost: string | null) {
    this.#origin = origin;
    this.#proxyHost = proxyHost;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The proxy's library hands on a refused tunnel as if the platform had answered so. */
  tunnel({ statusCode }: { statusCode?: number }): void {
    if (statusCode === 200) return;
    const said = statusCode === undefined ? 'no status' : `status ${statusCode}`;
    this.#refuse(proxyProblem(this.#origin, this.#proxyHost ?? '', said));
  }

  watch(transferred: number): void {
    if (transferred <= MAXIMUM_RESPONSE_BYTES) return;
    this.#refuse(
      new NetworkError(
        'response_too_large',
        `${this.#origin} answered with more than ${MAXIMUM_RESPONSE_BYTES} bytes.`,
        { hint: 'Check that the endpoint is a FluxLoop platform: fluxloop doctor' },
      ),
    );
  }

  /**
   * Lets a redirect pass only within the origin. The HTTP library would follow one from https to
   * http and keep the credential, and one to another host with the body.
   */
  redirect(target: string | URL | undefined): void {
    const origin = target === undefined ? 'nowhere' : new URL(target).origin;
    if (origin === this.#origin) return;
    this.#refuse(
      new NetworkError(
        'redirect_refused',
        `${this.#origin} sends its visitors on to ${origin}; the request was not repeated there.`,
        { hint: `If that is the right platform, name it yourself: --endpoint ${origin}` },
      ),
    );
    throw new Error('redirect refused');
  }

  #refuse(error: NetworkError): void {
    this.refusal ??= error;
    this.#controller.abort();
  }
}
