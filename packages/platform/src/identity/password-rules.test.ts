import { createHash } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../http/problem.js';
import { createPasswordRules } from './password-rules.js';

const email = 'ada.lovelace@analytical.example';
const failures: unknown[] = [];
const codeOf = async (password: string, breached: URL | null = null, of = email) => {
  const rules = createPasswordRules({ breached, onFailure: (error) => failures.push(error) });
  try {
    await rules.require(password, { email: of, field: 'password' });
    return null;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.options.errors).toEqual([{ pointer: '/password', message: 'not this password' }]);
    return error.options.code;
  }
};

describe('a new password', () => {
  it.each([
    'qwertyuiop123',
    'QWERTYuiop123',
    'password1234',
    'Password1234!',
    '!!!password!!!',
    'passwordpassword',
    '123456789012',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'ｐａｓｓｗｏｒｄ１２３４',
  ])('is none that many people choose, or that is made of one: %s', async (password) => {
    expect(await codeOf(password)).toBe('password_common');
  });

  it.each([
    email,
    'Ada.Lovelace1234',
    'lovelace-2026',
    'analytical12!',
    'FluxLoop2026!',
    'fluxloop-fluxloop',
  ])('is not made of the address or of our name: %s', async (password) => {
    expect(await codeOf(password)).toBe('password_personal');
  });

  it.each([
    'correct horse battery',
    'lovelace wrote the first program',
    'fluxloop keeps my data here',
    'пароль из четырёх слов',
    'Xk7#pQ2!vR9z',
  ])('may be anything else: %s', async (password) => {
    expect(await codeOf(password)).toBeNull();
  });

  it('is not refused for words of an address that are in every other word', async () => {
    expect(await codeOf('a cat sat on the mat', null, 'a@b.example')).toBeNull();
  });
});

describe('breached passwords', () => {
  const breached = ['walrus', 'teapot', 'ninety'].join('-');
  const asked: { path: string; padding: string | undefined }[] = [];
  let answer: (response: http.ServerResponse) => void;
  let server: http.Server;
  let range: URL;

  const digest = createHash('sha1').update(breached).digest('hex').toUpperCase();
  const padding = '0018A45C4D1DEF81644B54AB7F969B88D65';

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      asked.push({
        path: request.url ?? '',
        padding: request.headers['add-padding']?.toString(),
      });
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    range = new URL(
      `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/range/`,
    );
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    failures.length = 0;
    asked.length = 0;
    answer = (response) => response.end(`${padding}:0\r\n${digest.slice(5)}:42\r\n`);
  });

  it('are refused; only five digits of the hash are sent, and padding is asked for', async () => {
    expect(await codeOf(breached, range)).toBe('password_breached');
    expect(asked).toEqual([{ path: `/range/${digest.slice(0, 5)}`, padding: 'true' }]);
    expect(await codeOf('another one of four words', range)).toBeNull();
  });

  it('are not those that only pad the answer', async () => {
    answer = (response) => response.end(`${digest.slice(5)}:0\r\n`);
    expect(await codeOf(breached, range)).toBeNull();
  });

  it('are not asked for where the settings do not say so', async () => {
    expect(await codeOf(breached)).toBeNull();
    expect(asked).toEqual([]);
  });

  it.each<[string, (response: http.ServerResponse) => void]>([
    ['fails', (response) => response.writeHead(503).end()],
    ['sends elsewhere', (response) => response.writeHead(302, { location: '/else' }).end()],
    ['sends without end', (response) => response.end('x'.repeat(600 * 1024))],
    ['breaks off', (response) => response.destroy()],
    ['keeps silent', () => undefined],
  ])('do not keep anybody out when the list %s; it is told', async (_name, fault) => {
    answer = fault;
    expect(await codeOf(breached, range)).toBeNull();
    expect(failures).toHaveLength(1);
    expect(String(failures[0])).not.toContain(digest.slice(5));
  });
});
