import { request as httpRequest } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import { proxyAgent, proxyFor } from '@fluxloop/core/proxy';
import type { Secret } from '@fluxloop/core/secret';
import { parseRetryAfter } from '../targets/retry-after.js';

/** The longest answer that is read: a judge says two sentences. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What a server answered. */
export interface HttpAnswer {
  status: number;
  /** What `Retry-After` asks for, in milliseconds; `null` without it. */
  retryAfterMs: number | null;
  body: string;
}

/** Why there is no answer: `timeout`, `too_large`, or a code of the system such as `ECONNREFUSED`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Where requests go, and with what. */
export interface JsonEndpoint {
  /** https, or http on loopback. */
  url: URL;
  key: Secret | null;
  /** `null` for a direct connection. */
  agent: Agent | null;
}

/** The way to an address, through the proxy that the environment names. */
export async function jsonEndpoint(
  url: URL,
  key: Secret | null,
  env: Readonly<Record<string, string | undefined>>,
): Promise<JsonEndpoint> {
  const proxy = proxyFor(url, env);
  return { url, key, agent: proxy === null ? null : await proxyAgent(proxy) };
}

/**
 * Posts JSON, once. No redirect is followed: the key and the conversation go to the address that the
 * user wrote, and nowhere else.
 * @throws HttpProblem
 * @throws the signal's reason, when it was aborted
 */
export function postJson(
  { url, key, agent }: JsonEndpoint,
  body: string,
  { timeoutMs, signal, now }: { timeoutMs: number; signal: AbortSignal; now: () => number },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      method: 'POST',
      ...(agent === null ? {} : { agent }),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'fluxloop',
        'content-length': Buffer.byteLength(body),
        ...(key === null ? {} : { authorization: `Bearer ${key.reveal()}` }),
      },
    });
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const fail = (error: unknown) => {
      finish();
      request.destroy();
      reject(error);
    };
    const abort = () => fail(signal.reason);
    const timer = setTimeout(() => fail(new HttpProblem('timeout')), timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    request.on('error', (error) => fail(problemOf(error)));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_BYTES) fail(new HttpProblem('too_large'));
        else chunks.push(chunk);
      });
      response.on('error', (error) => fail(problemOf(error)));
      response.on('end', () => {
        finish();
        resolve({
          status: response.statusCode ?? 0,
          retryAfterMs: parseRetryAfter(response.headers['retry-after'], now()),
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    request.end(body);
  });
}

/** Node's errors may hold the request with its headers: only their code is kept. */
function problemOf(error: unknown): HttpProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new HttpProblem(typeof code === 'string' ? code : 'connection_failed');
}
