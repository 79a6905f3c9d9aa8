import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { SENSITIVE_TYPES, sensitiveTypes } from '../types.js';
import { EXAMPLES, readMarked } from './examples.test-support.js';
import { findingsOf } from './found-by.test-support.js';

const OFF_BY_DEFAULT: readonly string[] = sensitiveTypes.filter(
  (type) => !SENSITIVE_TYPES[type].byDefault,
);

describe.each(EXAMPLES)('$detector.rule', ({ detector, examples }) => {
  const sanitizer = createSanitizer({
    ...(detector.optIn ? { rules: [detector.rule] } : {}),
    // Of the types that are off unless asked for only the detector's own is on.
    patterns: OFF_BY_DEFAULT.includes(detector.type) ? [{ type: detector.type }] : [],
  });

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

  it('is never surer than it says', () => {
    const texts = examples.found().map((marked) => readMarked(marked).text);
    const findings = texts.flatMap((text) => findingsOf(detector, text));
    const surest = Math.max(0, ...findings.map(({ confidence }) => confidence));
    expect(surest).toBeLessThanOrEqual(detector.surest ?? 1);
  });
});
