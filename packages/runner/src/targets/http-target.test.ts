import { afterEach, describe, expect, it } from 'vitest';
import { echo, endRuns, runAgainst, serve, startProject } from './http-run.test-support.js';
import { events, json } from './local-server.test-support.js';

afterEach(endRuns);

describe('an agent behind HTTP', () => {
  it('is sent the text and the session, and answers with JSON', async () => {
    const { rows, server } = await runAgainst(echo, [{ turns: ['one', 'two'] }]);
    expect(rows[0]?.messages.map(({ text }) => text)).toEqual([
      'one',
      'You said: one',
      'two',
      'You said: two',
    ]);
    const bodies = server.seen.map(({ body }) => JSON.parse(body));
    expect(bodies).toEqual([
      { text: 'one', session: expect.any(String) },
      { text: 'two', session: bodies[0].session },
    ]);
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/chat' });
  });

  it('is sent what a template says, with types kept and what does not exist left out', async () => {
    const { server } = await runAgainst(
      echo,
      [{ turns: ['one', 'two'], context: { user: { id: 7 }, vip: true } }],
      {
        url: 'ORIGIN/chat/{{session}}?turn={{turn}}',
        headers: { 'x-user': 'user-{{context.user.id}}' },
        body: {
          text: 'Q: {{text}}',
          history: '{{messages}}',
          user: '{{context.user}}',
          turn: '{{turn}}',
          missing: '{{context.nobody}}',
          fixed: [1, { deep: '{{context.vip}}' }],
        },
      },
    );
    expect(server.seen[1]?.url).toMatch(/^\/chat\/s\d+\?turn=1$/);
    expect(server.seen[1]?.headers['x-user']).toBe('user-7');
    expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({
      text: 'Q: two',
      history: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'You said: Q: one' },
        { role: 'user', content: 'two' },
      ],
      user: { id: 7 },
      turn: 1,
      fixed: [1, { deep: true }],
    });
  });

  it('reports tool calls, metadata and usage from where they are', async () => {
    const { rows } = await runAgainst(
      (_, response) =>
        json(response, {
          reply: [{ text: 'done' }],
          calls: [{ name: 'find', arguments: { q: 'tent' }, result: 3 }],
          meta: { intent: 'search' },
          usage: { prompt_tokens: 12, completion_tokens: 5 },
        }),
      [{ text: 'hi', criteria: [{ equals: 'done' }] }],
      {
        response: {
          text: 'reply[-1].text',
          tool_calls: 'calls',
          metadata: '$.meta',
          usage: 'usage',
        },
      },
    );
    expect(rows[0]).toMatchObject({ verdict: 'pass' });
    expect(rows[0]?.messages[1]).toMatchObject({
      text: 'done',
      tool_calls: [{ name: 'find', arguments: { q: 'tent' }, result: 3 }],
      metadata: { intent: 'search' },
      usage: { input_tokens: 12, output_tokens: 5 },
    });
  });

  it('answers with a stream, however its bytes are cut', async () => {
    const { rows } = await runAgainst(
      (_, response) =>
        events(response, [
          ': a comment\n\nevent: meta\ndata: {"text":"not this"}\n\n',
          'data: {"choices":[{"delta":{"content":"Gr',
          'üß"}}]}\r\n\r\ndata: {"choices":[{"delta":{"content":" dich"}}]}\n',
          '\ndata: [DONE]\n\ndata: {"choices":[{"delta":{"content":"too late"}}]}\n\n',
        ]),
      ['hi'],
      { response: { text: 'choices[0].delta.content', events: ['message'] } },
    );
    expect(rows[0]?.messages[1]?.text).toBe('Grüß dich');
  });

  it('may stream plain text, and end without a blank line', async () => {
    const { rows } = await runAgainst(
      (_, response) => events(response, ['data: one\n\n', 'data: " two"\n\n', 'data: three']),
      ['hi'],
    );
    expect(rows[0]?.messages[1]?.text).toBe('one twothree');
  });

  it('takes the id of the conversation from the first answer', async () => {
    const { server } = await runAgainst(
      (_, response, nth) => json(response, { text: 'ok', id: `conversation-${nth}` }),
      [{ turns: ['one', 'two'] }],
      { body: { text: '{{text}}', id: '{{session}}' }, response: { session: 'id' } },
    );
    expect(server.seen.map(({ body }) => JSON.parse(body))).toEqual([
      { text: 'one' },
      { text: 'two', id: 'conversation-0' },
    ]);
  });

  it('takes it from a header too', async () => {
    const { server } = await runAgainst(
      (_, response) => json(response, { text: 'ok' }, 200, { 'x-session': 'abc' }),
      [{ turns: ['one', 'two'] }],
      { url: 'ORIGIN/chat?id={{session}}', response: { session_header: 'X-Session' } },
    );
    expect(server.seen.map(({ url }) => url)).toEqual(['/chat?id=', '/chat?id=abc']);
  });

  it('keeps the cookies of parallel conversations apart', async () => {
    const inputs = Array.from({ length: 12 }, (_, n) => ({ turns: [`first ${n}`, `second ${n}`] }));
    const { rows } = await runAgainst(
      ({ body, headers }, response) => {
        const { text } = JSON.parse(body);
        if (text.startsWith('first')) {
          json(response, { text: headers.cookie ?? 'none' }, 200, {
            'set-cookie': `who=${text.split(' ')[1]}; Path=/; HttpOnly`,
          });
        } else {
          json(response, { text: headers.cookie ?? 'none' });
        }
      },
      inputs,
      {},
      { parallel: 6 },
    );
    for (const { messages } of rows) {
      const number = messages[0]?.text.split(' ')[1];
      expect([messages[1]?.text, messages[3]?.text]).toEqual(['none', `who=${number}`]);
    }
  });

  it('follows a redirect within the origin', async () => {
    const { rows } = await runAgainst(
      (request, response, nth) => {
        if (request.url === '/chat') response.writeHead(307, { location: '/v2/chat' }).end();
        else echo(request, response, nth);
      },
      ['hi'],
    );
    expect(rows[0]?.messages[1]?.text).toBe('You said: hi');
  });

  it('sends nothing on to another origin: neither the key nor the words', async () => {
    const elsewhere = await serve(echo);
    const { rows } = await runAgainst(
      (_, response) => void response.writeHead(307, { location: `${elsewhere.origin}/chat` }).end(),
      ['hi'],
      { headers: { authorization: `Bearer \${BOT_TOKEN}` } },
      { env: { BOT_TOKEN: 'secret-of-the-bot' } },
    );
    expect(elsewhere.seen).toEqual([]);
    expect(rows[0]?.error).toMatchObject({
      code: 'target_refused',
      message: expect.stringContaining(
        `:${new URL(elsewhere.origin).port}; nothing was sent there`,
      ),
    });
  });

  it('goes through the proxy of the environment', async () => {
    const proxy = await serve(({ url, headers }, response) =>
      json(response, { text: `${url} of ${headers.host}` }),
    );
    const project = await startProject({
      runner: { http: { url: 'http://bot.test/chat' } },
      inputs: ['hi'],
    });
    const { rows } = await project.run({ env: { HTTP_PROXY: proxy.origin } });
    expect(rows[0]?.messages[1]?.text).toBe('http://bot.test/chat of bot.test');
  });

  it('is not reached through the proxy when it is excepted, or on this machine', async () => {
    const proxy = await serve((_, response) => json(response, { text: 'through the proxy' }));
    const { rows } = await runAgainst(echo, ['hi'], {}, { env: { HTTP_PROXY: proxy.origin } });
    expect(rows[0]?.messages[1]?.text).toBe('You said: hi');
    expect(proxy.seen).toEqual([]);
  });
});

describe('the settings of an agent behind HTTP', () => {
  it('go with a proxy that can be used', async () => {
    const project = await startProject({
      runner: { http: { url: 'http://chat.example.com/' } },
      inputs: ['hi'],
    });
    const password = ['Q7f2', 'kL9x'].join('');
    const failure = await project
      .run({ env: { HTTP_PROXY: `ftp://me:${password}@proxy.example.com` } })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'proxy_invalid',
      hint: expect.stringContaining('socks5://'),
    });
    expect(String(failure)).not.toContain(password);
  });

  it.each([
    [{ url: 'bot.test/chat' }, 'url_invalid', /"bot.test\/chat" is no address/],
    [{ url: 'file:///etc/passwd' }, 'url_invalid', /is no address/],
    [
      { headers: { authorization: `Bearer \${NOBODY}` } },
      'variable_missing',
      /headers\.authorization needs the variable NOBODY/,
    ],
    [
      { headers: { authorization: `Bearer \${FLUXLOOP_API_KEY}` } },
      'variable_refused',
      /a credential of FluxLoop is sent to no agent/,
    ],
    [{ headers: { 'x y': '1' } }, 'header_invalid', /x y/],
    [{ body: { q: '{{txt}}' } }, 'template_invalid', /body\.q: nobody knows what {{txt}} is/],
    [{ response: { text: 'a..b' } }, 'path_invalid', /runner\.http\.response\.text/],
  ])('%j are refused before anything is sent', async (settings, code, message) => {
    const error = await runAgainst(echo, ['hi'], settings).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exitCode: 2, hint: expect.any(String) });
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });
});
