import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_TEXTS } from './detectors/examples.test-support.js';
import { createSanitizer, type Sanitizer } from './sanitizer.js';
import { FUZZ, hostileText, SAMPLE_TEXTS, streamed } from './sanitizer.test-support.js';

const documented = createSanitizer({
  patterns: [
    { type: 'email', replace: 'user@example.com' },
    { type: 'api_key', replace: '[REDACTED]' },
    { type: 'phone', replace: '555-0000' },
  ],
  knownSecrets: ['correct horse battery', 'k3Yz-0192', '0142'.repeat(2)],
});

describe.each<[string, Sanitizer]>([
  ['with placeholders', createSanitizer()],
  ["with the documents' replacements", documented],
])('any text, %s', (_name, sanitizer) => {
  it('is the same sanitized twice as sanitized once', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const once = sanitizer.sanitize(text).text;
        expect(sanitizer.sanitize(once).text).toBe(once);
      }),
      FUZZ,
    );
  });

  it('has spans that are sorted, apart, inside the text, and counted', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { spans, counts } = sanitizer.sanitize(text);
        let end = 0;
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(spans.length);
        expect(sanitizer.detect(text)).toEqual(spans);
      }),
      FUZZ,
    );
  });

  it('keeps every character outside the spans', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { text: sanitized, spans } = sanitizer.sanitize(text);
        let from = 0;
        let at = 0;
        for (const { start, end } of spans) {
          const kept = text.slice(from, start);
          at = sanitized.indexOf(kept, at);
          expect(at).toBeGreaterThanOrEqual(0);
          at += kept.length;
          from = end;
        }
        expect(sanitized.endsWith(text.slice(from))).toBe(true);
      }),
      FUZZ,
    );
  });

  it('streams to the same in any chunks', async () => {
    const chunked = hostileText.chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(chunked, async ([text, unsorted]) => {
        const cuts = [0, ...unsorted.sort((a, b) => a - b), text.length];
        const chunks = cuts.slice(1).map((cut, i) => text.slice(cuts[i], cut));
        expect(await streamed(sanitizer, chunks)).toBe(sanitizer.sanitize(text).text);
      }),
      FUZZ,
    );
  });

  it('streams to the same character by character', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const characters = Array.from({ length: text.length }, (_, i) => text[i]!);
        expect(await streamed(sanitizer, characters)).toBe(sanitizer.sanitize(text).text);
      }),
      { ...FUZZ, numRuns: Math.ceil(FUZZ.numRuns / 3) },
    );
  });
});

describe('every example', () => {
  const sanitizer = createSanitizer();

  it('streams to the same cut at every place', { timeout: 60_000 }, async () => {
    for (const text of EXAMPLE_TEXTS) {
      const whole = sanitizer.sanitize(text).text;
      for (let cut = 0; cut <= text.length; cut++) {
        expect(await streamed(sanitizer, [text.slice(0, cut), text.slice(cut)])).toBe(whole);
      }
    }
  });

  it('streams to the same character by character, also behind a long text', async () => {
    const before = `${'w'.repeat(700)} ${'lorem ipsum '.repeat(40)}`;
    for (const text of SAMPLE_TEXTS) {
      const characters = Array.from({ length: text.length }, (_, i) => text[i]!);
      const whole = sanitizer.sanitize(before + text).text;
      expect(await streamed(sanitizer, [before, ...characters])).toBe(whole);
    }
  });

  it('leaves no value it found in the text', () => {
    for (const text of SAMPLE_TEXTS) {
      const { text: sanitized, spans } = sanitizer.sanitize(text);
      for (const { start, end } of spans) expect(sanitized).not.toContain(text.slice(start, end));
    }
  });

  it('keeps a JSON line around it whole', () => {
    for (const text of SAMPLE_TEXTS) {
      const line = JSON.stringify({ role: 'user', text, nested: JSON.stringify({ text }) });
      expect(() => JSON.parse(sanitizer.sanitize(line).text)).not.toThrow();
    }
  });
});

it('keeps JSON lines of any texts whole', () => {
  const sanitizer = createSanitizer();
  fc.assert(
    fc.property(fc.array(hostileText, { maxLength: 3 }), (texts) => {
      const line = JSON.stringify({
        texts,
        nested: JSON.stringify({ password: texts[0] ?? null }),
      });
      expect(() => JSON.parse(sanitizer.sanitize(line).text)).not.toThrow();
    }),
    FUZZ,
  );
});
