import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { FUZZ, streamed } from '../sanitizer.test-support.js';

const sanitizer = createSanitizer();
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const textOf = (text: string) => sanitizer.sanitize(text).text;

describe('base64', () => {
  it('that holds something sensitive is replaced as a whole, by its type', () => {
    const encoded = base64('please write to jane@corp.example, thanks');
    expect(sanitizer.sanitize(`data: ${encoded}, end`)).toMatchObject({
      text: 'data: [EMAIL_1], end',
      spans: [{ type: 'email', rule: 'base64', start: 6, end: 6 + encoded.length }],
    });
    expect(textOf(`<${base64url('jürgen: call 212-555-0142?')}>`)).toBe('<[PHONE_1]>');
    expect(textOf(base64('{"password":"correct horse battery"}'))).toBe('[API_KEY_1]');
  });

  it('is found whatever characters it is made of', () => {
    for (const prefix of ['', '?', '??', '>>>', '~~~~']) {
      expect(textOf(`x ${base64(`${prefix} ask jane@corp.example ${prefix}`)} y`)).toMatch(
        /^x .{0,4}\[EMAIL_1\] y$/,
      );
    }
  });

  it('that holds nothing sensitive stays, and so do hashes, words and pictures', () => {
    for (const text of [
      base64('nothing to see here, move along please'),
      'authentication_configuration_of_everything',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      `data:image/png;base64,${Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]).toString('base64')}`,
    ]) {
      expect(textOf(text)).toBe(text);
    }
  });

  it('that is long is judged by its beginning, and replaced to its end', async () => {
    const long = base64(`jane@corp.example ${'lorem ipsum '.repeat(500)}`);
    expect(textOf(`a ${long} b`)).toBe('a [EMAIL_1] b');
    expect(await streamed(sanitizer, `a ${long} b`)).toBe('a [EMAIL_1] b');
  });

  it('is not looked into when decode is off, nor a second time', () => {
    const encoded = base64('please write to jane@corp.example, thanks');
    expect(createSanitizer({ decode: false }).sanitize(encoded).text).toBe(encoded);
    expect(textOf(base64(encoded))).toBe(base64(encoded));
  });

  it('holds to what is allowed', () => {
    const allowing = createSanitizer({ allow: { domains: ['corp.example'] } });
    const encoded = base64('please write to jane@corp.example, thanks');
    expect(allowing.sanitize(encoded).text).toBe(encoded);
  });
});

describe('percent-encoding', () => {
  it.each([
    ['https://x.example/?q=jane%40corp.example&page=2', 'https://x.example/?q=[EMAIL_1]&page=2'],
    ['GET /users/jane%40corp.example/orders', 'GET /users/[EMAIL_1]/orders'],
    ['phone=%2B12125550142', 'phone=[PHONE_1]'],
    ['text=hi%20j%C3%BCrgen%40corp.example%21', 'text=hi%20[EMAIL_1]%21'],
    ['to=a%40x.example%2Cb%40x.example&n=1', 'to=[EMAIL_1]&n=1'],
    [`card=${['4111', '1111', '1111', '1111'].join('%20')}`, 'card=[PAYMENT_CARD_1]'],
  ])('%s', (text, expected) => {
    expect(textOf(text)).toBe(expected);
  });

  it('with nothing sensitive in it stays', () => {
    for (const text of [
      'q=50%25%20off&x=%E4%BD%A0',
      'width=100%',
      '%40 %zz 100%25off',
      'a%20b=c%3Dd',
    ]) {
      expect(textOf(text)).toBe(text);
    }
  });
});

describe('any encoded text', () => {
  const plain = fc
    .tuple(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('jane@corp.example', '212-555-0142', 'nothing'),
      fc.string({ maxLength: 12 }),
    )
    .map((parts) => parts.join(' '));
  const encoded = fc.oneof(
    plain.map(base64),
    plain.map(base64url),
    plain.map((text) => `q=${encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/g, '?'))}`),
  );
  const texts = fc
    .array(fc.oneof(encoded, plain), { maxLength: 4 })
    .map((parts) => parts.join(' '));

  it('streams to the same character by character', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await streamed(sanitizer, text.split(''))).toBe(textOf(text));
      }),
      FUZZ,
    );
  });

  it('is the same sanitized twice as once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(textOf(textOf(text))).toBe(textOf(text));
      }),
      FUZZ,
    );
  });
});
