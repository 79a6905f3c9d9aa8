import { afterEach, describe, expect, it } from 'vitest';
import { echo, endRuns, runAgainst, serve, startProject } from './http-run.test-support.js';
import { type Answerer, json } from './local-server.test-support.js';

afterEach(endRuns);

describe('a chat server that misbehaves', () => {
  it.each<[string, Answerer, string, RegExp]>([
    [
      '500',
      (_, r) => json(r, { oops: 1 }, 500),
      'target_unreachable',
      /status 500. It said: {"oops":1}/,
    ],
    [
      '401',
      (_, r) => json(r, { no: 1 }, 401),
      'target_refused',
      /status 401. Check the headers or the key of the runner in fluxloop.yaml. It said: {"no":1}$/,
    ],
    ['an error in a 200', (_, r) => json(r, { error: { m: 1 } }), 'target_error', /{"m":1}/],
    [
      'no text',
      (_, r) => json(r, { reply: 'x' }),
      'target_protocol',
      /no text at "text"; it has: reply/,
    ],
    [
      'HTML as JSON',
      (_, r) => void r.writeHead(200, { 'content-type': 'application/json' }).end('<p>'),
      'target_protocol',
      /is not JSON: <p>/,
    ],
    [
      'a broken connection',
      (_, r) => void r.destroy(),
      'target_unreachable',
      /^127\.0\.0\.1:\d+ could not be reached: the connection broke/,
    ],
    [
      'half an answer',
      (_, r) => {
        r.writeHead(200, { 'content-length': '100' });
        r.write('{');
        setTimeout(() => r.destroy(), 20);
      },
      'target_unreachable',
      /could not be reached/,
    ],
    ['silence', () => undefined, 'target_timeout', /within 300 ms/],
    [
      'an endless answer',
      (_, r) => {
        r.writeHead(200);
        r.on('error', () => undefined);
        const more = () => {
          if (!r.destroyed) r.write('x'.repeat(65536), () => setImmediate(more));
        };
        more();
      },
      'output_too_large',
      /max_output/,
    ],
    [
      'an endless event',
      (_, r) => {
        r.writeHead(200, { 'content-type': 'text/event-stream' });
        const more = () => {
          if (!r.destroyed) r.write(`data: ${'x'.repeat(65536)}`, () => setImmediate(more));
        };
        more();
      },
      'output_too_large',
      /max_output/,
    ],
    [
      'a circle',
      (_, r) => void r.writeHead(302, { location: '/chat' }).end(),
      'target_refused',
      /in circles/,
    ],
  ])('with %s is an error', async (_, answer, code, message) => {
    const { rows } = await runAgainst(
      answer,
      ['hi'],
      { response: { error: 'error' } },
      { test: { turn_timeout: '300ms', max_output: 100_000 } },
    );
    expect(rows[0]).toMatchObject({ verdict: 'error', error: { code } });
    expect(rows[0]?.error?.message).toMatch(message);
  });

  it('is silent within a stream, and does not get the whole turn for it', async () => {
    const { rows } = await runAgainst(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: one\n\n');
      },
      ['hi'],
      {},
      { test: { turn_timeout: '20s', idle_timeout: '200ms' } },
    );
    expect(rows[0]?.error?.message).toMatch(/silent for 200 ms/);
  });

  it('is asked again after a fault of its own, and not after a refusal', async () => {
    const { rows, server } = await runAgainst(
      (request, response, nth) => {
        if (nth === 0) json(response, {}, 502);
        else echo(request, response, nth);
      },
      ['hi'],
      {},
      { test: { retries: 1 } },
    );
    expect(rows[0]).toMatchObject({ attempts: 2 });
    expect(server.seen).toHaveLength(2);
  });

  it('that repeats the key is quoted without it, also where rows are stored raw', async () => {
    const server = await serve(({ headers }, response) =>
      json(response, { seen: headers.authorization }, 400),
    );
    const project = await startProject({
      runner: {
        http: { url: `${server.origin}/\${TENANT}`, headers: { authorization: `Bearer \${BOT}` } },
      },
      inputs: ['hi'],
    });
    const env = { BOT: ['tiny', 'pass'].join('-'), TENANT: 'acme' };
    const { rows, folder } = await project.run({ env, sanitizeStored: false });
    expect(server.seen[0]).toMatchObject({
      url: '/acme',
      headers: { authorization: `Bearer ${env.BOT}` },
    });
    expect(rows[0]?.error?.message).toContain('Bearer ***');
    const { contentsOf } = await import('../project.test-support.js');
    expect([...(await contentsOf(folder)).values()].join('\n')).not.toContain(env.BOT);
  });
});

describe('a chat server that is busy', () => {
  it('slows the run down, and no case fails or is tried again', async () => {
    let refused = 0;
    let atOnce = 0;
    let most = 0;
    const { rows, summary } = await runAgainst(
      async (request, response, nth) => {
        atOnce += 1;
        most = Math.max(most, refused > 0 ? atOnce : 0);
        await new Promise((resolve) => setTimeout(resolve, 5));
        atOnce -= 1;
        if (nth >= 4 && nth < 8) {
          refused += 1;
          json(response, {}, 429, { 'retry-after': '0.2' });
        } else {
          echo(request, response, nth);
        }
      },
      Array.from({ length: 20 }, (_, n) => ({
        text: `case ${n}`,
        criteria: [{ contains: `case ${n}` }],
      })),
      {},
      // A case has less time than the server asks for: it stands still meanwhile.
      { parallel: 8, test: { timeout: '150ms' } },
    );
    expect(summary.totals.verdicts).toMatchObject({ pass: 20 });
    expect(rows.every(({ attempts }) => attempts === 1)).toBe(true);
    expect(refused).toBe(4);
  });

  it('for too long is an error', async () => {
    const { rows } = await runAgainst(
      (_, response) => json(response, {}, 429, { 'retry-after': '3600' }),
      ['hi'],
    );
    expect(rows[0]?.error).toMatchObject({
      code: 'target_busy',
      message: expect.stringMatching(/left alone for 3600 s/),
    });
  });
});
