import type { Secret } from '@fluxloop/core/secret';
import type { HttpClient } from '../http/http-client.js';
import { HttpProblem, unreachable } from '../http/http-problem.js';

/** What a server answered. */
export interface JsonAnswer {
  status: number;
  /** What `Retry-After` asks for, in milliseconds; `null` without it. */
  retryAfterMs: number | null;
  body: string;
}

/** Where requests go, and with what. */
export interface JsonEndpoint {
  client: HttpClient;
  /** https, or http on loopback. */
  url: URL;
  key: Secret | null;
}

/**
 * Posts JSON, once, and reads the whole answer.
 * @param limits - milliseconds until the answer is there, and bytes that are read of it
 * @throws HttpProblem
 * @throws the signal's reason, when it was aborted
 */
export async function postJson(
  { client, url, key }: JsonEndpoint,
  body: string,
  limits: { timeoutMs: number; mostBytes: number; signal: AbortSignal },
): Promise<JsonAnswer> {
  const { timeoutMs, mostBytes, signal } = limits;
  signal.throwIfAborted();
  const ending = new AbortController();
  const abort = () => ending.abort(signal.reason);
  const timer = setTimeout(
    () => ending.abort(new HttpProblem('too_slow', `${url.host} did not answer in time.`)),
    timeoutMs,
  );
  signal.addEventListener('abort', abort, { once: true });
  try {
    const answer = await client.send({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key.reveal()}` }),
      },
      body,
      signal: ending.signal,
    });
    const { status, retryAfterMs } = answer;
    return { status, retryAfterMs, body: await readText(answer.body, mostBytes, url) };
  } catch (error) {
    ending.signal.throwIfAborted();
    throw error instanceof HttpProblem ? error : unreachable(url, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

async function readText(
  body: AsyncIterable<Buffer>,
  mostBytes: number,
  { host }: URL,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) {
      throw new HttpProblem('too_large', `${host} answered with more than ${mostBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
