import { describe, expect, it } from 'vitest';
import { createSanitizer } from './sanitizer.js';
import { emitted, streamed } from './sanitizer.test-support.js';

const sanitizer = createSanitizer();

/** What a stream has given out after each chunk, without closing it. */
async function afterEach(chunks: readonly string[]): Promise<string[]> {
  const stream = sanitizer.stream();
  const reader = stream.readable.getReader();
  const writer = stream.writable.getWriter();
  let output = '';
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      output += value;
    }
  })();
  const seen: string[] = [];
  for (const chunk of chunks) {
    await writer.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(output);
  }
  await writer.close();
  await reading;
  return seen;
}

describe('a stream', () => {
  it('gives out words as soon as another one follows that is no "at"', async () => {
    expect(await afterEach(['Hello ', 'dear ', 'friend'])).toEqual(['', 'Hello ', 'Hello dear ']);
  });

  it('holds back what may become a value, and no more', async () => {
    expect(await afterEach(['write to jane', '@x.exam', 'ple or '])).toEqual([
      'write to ',
      'write to ',
      'write to [EMAIL_1] ',
    ]);
    expect(await afterEach(['say "Jane', ' Doe"', '. Then "'])).toEqual([
      'say ',
      'say ',
      'say "Jane Doe". Then ',
    ]);
  });

  it('numbers values in the scope it is given', async () => {
    const pieces = await emitted(sanitizer, ['a@x.example b@x.', 'example a@x.example']);
    expect(pieces.join('')).toBe('[EMAIL_1] [EMAIL_2] [EMAIL_1]');
  });

  it('knows a secret and a replacement of the configuration across cuts', async () => {
    const configured = createSanitizer({
      patterns: [{ type: 'phone', replace: '555-0000' }],
      knownSecrets: ['correct horse battery'],
    });
    const text = 'a correct horse battery, 555-0000 and 212-555-0000; correct horse';
    for (let cut = 0; cut <= text.length; cut++) {
      const chunks = [text.slice(0, cut), text.slice(cut)];
      expect(await streamed(configured, chunks)).toBe(
        'a [API_KEY_1], 555-0000 and 555-0000; correct horse',
      );
    }
  });

  it.each([
    ['a token', ['gh', 'p_'].join(''), 'aB3dE5fG7h', ' end'],
    [
      'a key in PEM',
      `${['-----BEGIN ', 'PRIVATE KEY-----'].join('')}\n`,
      'MIIEvQIBADANBgkq\n',
      '!',
    ],
    ['a password in JSON', '"password":"', 'correct horse battery ', '" end'],
  ])(
    'swallows %s without limits and gives out its placeholder at once',
    async (_name, head, body, tail) => {
      const chunks = [head, ...Array.from({ length: 400 }, () => body.repeat(10)), tail];
      const pieces = await emitted(sanitizer, chunks);
      expect(pieces.join('')).toBe(sanitizer.sanitize(chunks.join('')).text);
      expect(pieces.join('')).toContain('[API_KEY_1]');
      expect(pieces.join('').length).toBeLessThan(40);
      const before = await afterEach(chunks.slice(0, 20));
      expect(before.at(-1)).toContain('[API_KEY_1]');
    },
  );

  it('takes up the text behind the end of a key without limits', async () => {
    const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} ${'PRIVATE KEY'}-----`);
    const text = `x ${begin}\n${'MIIEvQIBADANBgkq\n'.repeat(300)}${end}\nmail a@x.example now`;
    const expected = 'x [API_KEY_1]\nmail [EMAIL_1] now';
    expect(sanitizer.sanitize(text).text).toBe(expected);
    expect(await streamed(sanitizer, text)).toBe(expected);
  });

  it('lets a run without limits through when nothing is in it', async () => {
    const chunks = Array.from({ length: 50 }, () => 'abc123'.repeat(50));
    const seen = await afterEach(chunks);
    expect(seen.at(-1)!.length).toBeGreaterThan(chunks.join('').length - 400);
  });

  it('takes no token out of the middle of a run that is too long to be held back', async () => {
    const token = [['AT', 'CTT3'].join(''), 'YYsRNwcjX5Mfa8OMdgbbeYcjubaEkBEH'.repeat(5)].join('');
    for (const text of [`call${token}call`, `85073003328${token}(`, `x-${token} and more`]) {
      const characters = Array.from({ length: text.length }, (_, i) => text[i]!);
      expect(await streamed(sanitizer, characters)).toBe(sanitizer.sanitize(text).text);
    }
  });

  it.each(['\u{e0000}', 'a\u200b', 'jane@example.com\u200b\u{e0041}', '\ufeff'])(
    'keeps characters that are not seen at its end: %j',
    async (text) => {
      expect(await streamed(sanitizer, [text])).toBe(sanitizer.sanitize(text).text);
      expect(await streamed(sanitizer, text.split(''))).toBe(sanitizer.sanitize(text).text);
      const bytes = sanitizer.sanitizeBytes(new TextEncoder().encode(text)).bytes;
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(
        sanitizer.sanitize(text).text,
      );
    },
  );
});
