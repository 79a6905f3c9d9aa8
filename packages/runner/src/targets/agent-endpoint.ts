import type { IncomingHttpHeaders } from 'node:http';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { type HttpAnswer, HttpClient, type HttpRequest } from '../http/http-client.js';
import { HttpProblem, unreachable } from '../http/http-problem.js';
import { sanitizeMessage } from '../ledger/sanitize-message.js';
import type { EnvironmentReader } from './environment-reader.js';
import { TargetFault } from './target.js';

const EXCERPT_CHARACTERS = 200;
const EXCERPT_BYTES = 4096;

/** An answer with a status of success. */
export interface EndpointAnswer {
  headers: IncomingHttpHeaders;
  body: AsyncIterable<Buffer>;
}

/** What the way to an endpoint needs. */
export interface AgentEndpointOptions {
  /** Of all its addresses, with the colon. */
  protocol: string;
  /** Where `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are. */
  env: Readonly<Record<string, string | undefined>>;
  /** Whose values are taken out of whatever is quoted. */
  secrets: EnvironmentReader;
  sanitizer: Sanitizer;
}

/** An agent behind HTTP: what its statuses and its silence mean for a case. */
export class AgentEndpoint {
  readonly #options: AgentEndpointOptions;
  readonly #client: HttpClient;

  /** @throws ConfigurationError `proxy_invalid` */
  constructor(options: AgentEndpointOptions) {
    this.#options = options;
    this.#client = new HttpClient(options.protocol, options.env);
  }

  /**
   * Sends a request, and reads what comes of it.
   * @param read - what is made of an answer with a status of success
   * @throws TargetFault `target_unreachable`, `target_refused`, `target_busy`; and what `read` throws
   */
  async ask<Reply>(
    request: HttpRequest,
    read: (answer: EndpointAnswer) => Promise<Reply>,
  ): Promise<Reply> {
    const answer = await this.#client.send(request).catch((error: unknown) => {
      throw error instanceof HttpProblem ? faultOf(error) : error;
    });
    if (answer.status < 200 || answer.status >= 300) throw await this.#refusal(answer);
    try {
      return await read(answer);
    } catch (error) {
      if (error instanceof TargetFault) throw error;
      request.signal.throwIfAborted();
      throw faultOf(unreachable(answer.url, error));
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /** A text of the endpoint's, without secrets and without what is sensitive, and not too long. */
  quote(text: string): string {
    const { sanitizer, secrets } = this.#options;
    const clean = sanitizeMessage(secrets.mask(text), (one) => sanitizer.sanitize(one)).text;
    const line = clean.replace(/\s+/g, ' ').trim();
    return line.length > EXCERPT_CHARACTERS ? `${line.slice(0, EXCERPT_CHARACTERS)}…` : line;
  }

  async #refusal({ url, status, retryAfterMs, body }: HttpAnswer): Promise<TargetFault> {
    const said = this.quote(await excerpt(body));
    const advice = ADVICE.get(status) ?? '';
    const quoted = said === '' ? '' : ` It said: ${said}`;
    const message = `${url.host} answered with status ${status}.${advice}${quoted}`;
    if (status === 429 || (status === 503 && retryAfterMs !== null)) {
      return new TargetFault('target_busy', message, { retryable: true, retryAfterMs });
    }
    if (status >= 500 || status === 408 || status === 425) {
      return new TargetFault('target_unreachable', message, { retryable: true });
    }
    return new TargetFault('target_refused', message, { retryable: false });
  }
}

const ADVICE: ReadonlyMap<number, string> = new Map([
  [401, ' Check the headers or the key of the runner in fluxloop.yaml.'],
  [403, ' Check the headers or the key of the runner in fluxloop.yaml.'],
  [404, ' Check the address of the runner in fluxloop.yaml.'],
  [405, ' Check "method" of the runner in fluxloop.yaml.'],
]);

function faultOf({ kind, message }: HttpProblem): TargetFault {
  return kind === 'redirected'
    ? new TargetFault('target_refused', message, { retryable: false })
    : new TargetFault('target_unreachable', message, { retryable: true });
}

async function excerpt(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  try {
    for await (const chunk of body) {
      text += chunk.toString('latin1');
      if (text.length > EXCERPT_BYTES) break;
    }
  } catch {
    // What came before the end is quoted.
  }
  return Buffer.from(text, 'latin1').toString();
}
