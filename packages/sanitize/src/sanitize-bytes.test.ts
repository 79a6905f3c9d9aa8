import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_TEXTS } from './detectors/examples.test-support.js';
import { createSanitizer, type Sanitizer } from './sanitizer.js';
import { FUZZ, hostileText, SAMPLE_TEXTS } from './sanitizer.test-support.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const sanitizer = createSanitizer();

/** Sends chunks through a stream of bytes and joins what comes out. */
async function streamed(chunks: Iterable<Uint8Array>): Promise<string> {
  return decoder.decode(await streamedBytes(chunks, sanitizer));
}

async function streamedBytes(chunks: Iterable<Uint8Array>, by: Sanitizer): Promise<Buffer> {
  const stream = by.streamBytes();
  const pieces: Uint8Array[] = [];
  const reading = (async () => {
    for await (const piece of stream.readable) pieces.push(piece);
  })();
  const writer = stream.writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.close();
  await reading;
  return Buffer.concat(pieces);
}

/** What strings can say in UTF-8: half a pair of surrogates becomes U+FFFD. */
const utf8Text = hostileText.map((text) => decoder.decode(encoder.encode(text)));

const MULTILINGUAL = [
  'Schreib an jürgen@müller.example oder +49 30 1234567, Größe 42.',
  '我的邮箱是 jane@example.com，密码：hunter2! 谢谢',
  'Почта: анна@пример.рф, карта 4111 1111 1111 1111 — спасибо',
  '📧 jane@example.com 👩‍👩‍👧 ☎ 212-555-0142 🎉',
];

describe('bytes', () => {
  it.each([...MULTILINGUAL.map((text) => [text])])('become what their text becomes: %s', (text) => {
    const { bytes, spans, counts } = sanitizer.sanitizeBytes(encoder.encode(text));
    const whole = sanitizer.sanitize(text);
    expect(decoder.decode(bytes)).toBe(whole.text);
    expect(counts).toEqual(whole.counts);
    expect(spans.map(({ start }) => start)).toEqual(
      whole.spans.map(({ start }) => encoder.encode(text.slice(0, start)).length),
    );
    expect(spans.map(({ end }) => end)).toEqual(
      whole.spans.map(({ end }) => encoder.encode(text.slice(0, end)).length),
    );
  });

  it('of any text become what the text becomes', () => {
    fc.assert(
      fc.property(utf8Text, (text) => {
        const { bytes, spans } = sanitizer.sanitizeBytes(encoder.encode(text));
        const whole = sanitizer.sanitize(text);
        expect(decoder.decode(bytes)).toBe(whole.text);
        expect(spans.map(({ rule }) => rule)).toEqual(whole.spans.map(({ rule }) => rule));
      }),
      FUZZ,
    );
  });

  it('that are no UTF-8 are kept, and what is around them is found', () => {
    const mail = encoder.encode(' jane@example.com ');
    for (const broken of [[0xff], [0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0x80, 0x80]]) {
      const bytes = Buffer.concat([Buffer.from(broken), mail, Buffer.from(broken)]);
      const expected = Buffer.concat([
        Buffer.from(broken),
        Buffer.from(' [EMAIL_1] '),
        Buffer.from(broken),
      ]);
      expect(Buffer.from(sanitizer.sanitizeBytes(bytes).bytes)).toEqual(expected);
    }
  });

  it('of many pages become what their text becomes', () => {
    for (const sample of [SAMPLE_TEXTS.join(' '), [...SAMPLE_TEXTS, ...MULTILINGUAL].join('\n')]) {
      const text = sample.repeat(Math.ceil(150_000 / sample.length));
      const { bytes } = sanitizer.sanitizeBytes(encoder.encode(text));
      expect(decoder.decode(bytes)).toBe(sanitizer.sanitize(text).text);
    }
  });

  it('that are dropped behind a word leave a blank, as in a text', () => {
    const drops = createSanitizer({ operator: 'drop' });
    for (const text of [String.raw`{"a":"x\njane@example.com y"}`, 'ä+49 30 23125417, é']) {
      const { bytes } = drops.sanitizeBytes(encoder.encode(text));
      expect(decoder.decode(bytes)).toBe(drops.sanitize(text).text);
    }
  });

  it('do not depend on the kind of array, nor change it', () => {
    const bytes = Buffer.from('xx jane@example.com').subarray(2);
    expect(decoder.decode(sanitizer.sanitizeBytes(bytes).bytes)).toBe(' [EMAIL_1]');
    expect(bytes.toString()).toBe(' jane@example.com');
  });
});

describe("bytes with a pattern of one's own", () => {
  const own = createSanitizer({
    patterns: [{ type: 'words', name: 'project', words: ['Grünspecht'] }],
  });
  const text = 'über Grünspecht, jane@example.com';
  const bytes = Buffer.concat([Buffer.from([0xff]), Buffer.from(text), Buffer.from([0xe2, 0x82])]);
  const expected = Buffer.concat([
    Buffer.from([0xff]),
    Buffer.from('über [PROJECT_1], [EMAIL_1]'),
    Buffer.from([0xe2, 0x82]),
  ]);

  it('become what their text becomes, byte for byte', () => {
    const result = own.sanitizeBytes(bytes);
    expect(Buffer.from(result.bytes)).toEqual(expected);
    expect(result.spans.map(({ start, end }) => bytes.subarray(start, end).toString())).toEqual([
      'Grünspecht',
      'jane@example.com',
    ]);
  });

  it('stream to the same', async () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(await streamedBytes(chunks, own)).toEqual(expected);
    }
  });
});

describe('a stream of bytes', () => {
  it('gives the output of the whole cut at every byte', { timeout: 60_000 }, async () => {
    const beyondAscii = EXAMPLE_TEXTS.filter((text) => /[^\0-\x7f]/.test(text));
    for (const text of [...MULTILINGUAL, ...beyondAscii]) {
      const bytes = encoder.encode(text);
      const whole = sanitizer.sanitize(text).text;
      for (let cut = 0; cut <= bytes.length; cut++) {
        expect(await streamed([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(whole);
      }
    }
  });

  it('gives the output of the whole byte by byte', async () => {
    for (const text of [...MULTILINGUAL, ...SAMPLE_TEXTS]) {
      const bytes = encoder.encode(text);
      const chunks = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
      expect(await streamed(chunks)).toBe(sanitizer.sanitize(text).text);
    }
  });

  it('gives the output of the whole in any chunks', async () => {
    const chunked = fc.tuple(utf8Text, fc.array(fc.nat(400), { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(chunked, async ([text, unsorted]) => {
        const bytes = encoder.encode(text);
        const cuts = [0, ...unsorted.sort((a, b) => a - b), bytes.length];
        const chunks = cuts.slice(1).map((cut, i) => bytes.subarray(cuts[i], cut));
        expect(await streamed(chunks)).toBe(sanitizer.sanitize(text).text);
      }),
      FUZZ,
    );
  });
});
