import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { EXAMPLES, readMarked } from './examples.test-support.js';

describe.each(EXAMPLES)('$detector.rule', ({ detector, examples }) => {
  const sanitizer = createSanitizer(detector.optIn ? { rules: [detector.rule] } : {});

  it.each(examples.found().map((marked) => [marked]))('finds %s', (marked) => {
    const { text, spans } = readMarked(marked);
    const found = sanitizer.detect(text).filter(({ type }) => type === detector.type);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(
      spans.map(([start, end]) => text.slice(start, end)),
    );
    expect(found.map(({ start, end }) => [start, end])).toEqual(spans);
  });

  it.each(examples.ignored().map((text) => [text]))('leaves %s alone', (text) => {
    const found = sanitizer.detect(text).filter(({ type }) => type === detector.type);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual([]);
  });
});
