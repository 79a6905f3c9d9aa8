import { describe, expect, it } from 'vitest';
import { ConnectionError, ProblemError } from './errors.js';
import { createQueryClient } from './query-client.js';

const refusal = (status: number) =>
  new ProblemError({ type: 'about:blank', title: 'Refused', status, code: 'refused' });

/** Asks once for something that fails with `error`; tells how often it was tried. */
async function ask(error: Error) {
  let signedOut = 0;
  let tries = 0;
  const client = createQueryClient({
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  const defaults = client.getDefaultOptions().queries;
  await client
    .fetchQuery({
      queryKey: ['thing'],
      // Fetching by hand does not retry unless it is told to.
      ...(defaults?.retry === undefined ? {} : { retry: defaults.retry }),
      retryDelay: 0,
      queryFn: () => {
        tries += 1;
        return Promise.reject(error);
      },
    })
    .catch(() => undefined);
  return { signedOut, tries };
}

describe('the cache of answers', () => {
  it('notices that the session has ended', async () => {
    expect(await ask(refusal(401))).toEqual({ signedOut: 1, tries: 1 });
  });

  it.each([403, 404, 409, 500])('does not take a %d for the end of the session', async (status) => {
    expect(await ask(refusal(status))).toEqual({ signedOut: 0, tries: 1 });
  });

  it('asks again, and not for ever, when nobody answered', async () => {
    expect(await ask(new ConnectionError())).toEqual({ signedOut: 0, tries: 3 });
  });
});
