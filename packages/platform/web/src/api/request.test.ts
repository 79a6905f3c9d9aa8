import { describe, expect, it } from 'vitest';
import { ConnectionError, ProblemError, UnexpectedAnswerError } from './errors.js';
import { request } from './request.js';

/** A `fetch` that gives one answer and keeps what it was asked. */
function answering(status: number, body: unknown) {
  const calls: { url: string; init: RequestInit }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    calls.push({ url: String(input), init });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(status === 204 ? null : text, { status });
  };
  return { fetch, calls };
}

describe('request', () => {
  it("gives the answer as the contract's schema parsed it", async () => {
    const { fetch } = answering(200, { needed: true, something: 'new' });
    await expect(request('getSetup', { fetch })).resolves.toEqual({ needed: true });
  });

  it("sends the body as JSON, with cookies for the page's own origin only", async () => {
    const { fetch, calls } = answering(201, {});
    const body = { email: 'ada@example.com', password: 'correct horse' };
    await request('signIn', { fetch, body }).catch(() => undefined);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      url: '/v1/session',
      init: { method: 'POST', credentials: 'same-origin', body: JSON.stringify(body) },
    });
  });

  it('takes an answer without a body for null', async () => {
    const { fetch } = answering(204, '');
    await expect(request('signOut', { fetch })).resolves.toBeNull();
  });

  it("turns a problem document into an error that keeps the server's words", async () => {
    const { fetch } = answering(409, {
      type: 'about:blank',
      title: 'The project exists',
      status: 409,
      code: 'project_exists',
      hint: 'Choose another name.',
      request_id: 'req-1',
    });
    const error = await request('createProject', { fetch, body: {} }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ problem: { code: 'project_exists', request_id: 'req-1' } });
  });

  it.each([
    ['an answer of another shape', 200, { wanted: true }],
    ['a page where JSON was promised', 200, '<!doctype html>'],
    ["a proxy's own error page", 502, '<h1>Bad gateway</h1>'],
  ])('does not pass on %s', async (_, status, body) => {
    const { fetch } = answering(status, body);
    const error = await request('getSetup', { fetch }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error).toMatchObject({ status });
  });

  it('says when nobody answered', async () => {
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(request('getSetup', { fetch })).rejects.toBeInstanceOf(ConnectionError);
  });

  it('lets a cancelled request stay a cancelled request', async () => {
    const controller = new AbortController();
    controller.abort();
    const fetch = () => Promise.reject(controller.signal.reason);
    const error = await request('getSetup', { fetch, signal: controller.signal }).catch(
      (e: unknown) => e,
    );
    expect(error).toBe(controller.signal.reason);
  });
});
