import { describe, expect, it } from 'vitest';
import { type DefinedDetector, defineDetector } from './define-detector.js';
import type { Match } from './engine/detector.js';
import { createSanitizer } from './sanitizer.js';
import { testDetector } from './testing/test-detector.js';

const definition: DefinedDetector = {
  rule: 'employee-id',
  type: 'employee_id',
  anchors: ['mixed'],
  find(window, start, end): Match | undefined {
    if (end - start !== 8 || !window.reads('EMP', start)) return undefined;
    return { start, end, confidence: 0.9 };
  },
  examples: {
    found: () => ['badge ⟦EMP12345⟧', 'from ⟦EMP12345⟧ to ⟦EMP54321⟧.'],
    ignored: () => ['EMP1234, EMP123456, XEMP12345'],
  },
};

describe('a detector of your own', () => {
  it('finds its type beside the others', () => {
    const sanitizer = createSanitizer({ detectors: [defineDetector(definition)] });
    expect(sanitizer.types.at(-1)).toBe('employee_id');
    expect(sanitizer.sanitize('EMP12345 wrote to a@x.example')).toMatchObject({
      text: '[EMPLOYEE_ID_1] wrote to [EMAIL_1]',
      counts: { employee_id: 1, email: 1 },
    });
  });

  it('may be listed in patterns, and find a built-in type', () => {
    const detectors = [defineDetector({ ...definition, type: 'national_id' })];
    const sanitizer = createSanitizer({
      detectors,
      patterns: [{ type: 'national_id', replace: 'ID' }],
    });
    expect(sanitizer.sanitize('EMP12345').text).toBe('ID');
    const own = createSanitizer({
      detectors: [defineDetector(definition)],
      patterns: [{ type: 'employee_id', operator: 'mask' }],
    });
    expect(own.sanitize('EMP12345').text).toBe('********');
  });

  it('may be off unless its rule is named', () => {
    const detectors = [defineDetector({ ...definition, optIn: true })];
    expect(createSanitizer({ detectors }).sanitize('EMP12345').text).toBe('EMP12345');
    expect(createSanitizer({ detectors, rules: ['employee-id'] }).sanitize('EMP12345').text).toBe(
      '[EMPLOYEE_ID_1]',
    );
  });

  it('may be woken by words', () => {
    const badge = defineDetector({
      rule: 'badge',
      type: 'badge',
      anchors: ['keyword'],
      keywords: ['badge'],
      find: (window, _start, end) =>
        window.at(end) === 32 ? { start: end + 1, end: end + 4, confidence: 1 } : undefined,
    });
    expect(createSanitizer({ detectors: [badge] }).sanitize('Badge abc').text).toBe(
      'Badge [BADGE_1]',
    );
  });

  it('that answers nonsense is told by its name', () => {
    const wrong = defineDetector({
      ...definition,
      find: (_window, start) => ({ start, end: start, confidence: 2 }),
    });
    const sanitizer = createSanitizer({ detectors: [wrong] });
    expect(() => sanitizer.sanitize('EMP12345')).toThrow(/"employee-id"/);
  });

  it.each<[object, string, string]>([
    [{ rule: 'Employee ID' }, 'detector.rule', 'employee-id'],
    [{ type: 'employee-id' }, 'detector.type', 'employee_id'],
    [{ anchors: [] }, 'detector.anchors', 'mixed'],
    [{ anchors: ['digit'] }, 'detector.anchors[0]', '"digits"'],
    [{ anchors: ['keyword'] }, 'detector.keywords', 'badge'],
    [{ keywords: ['badge'] }, 'detector.keywords', 'keyword'],
    [{ find: undefined }, 'detector.find', 'find(window'],
    [{ optIn: false }, 'detector.optIn', 'true'],
    [{ finds: () => undefined }, 'detector.finds', '"find"'],
  ])('%j is refused', (change, key, hint) => {
    expect(() => defineDetector({ ...definition, ...change } as DefinedDetector)).toThrow(
      expect.objectContaining({
        code: 'detector_invalid',
        key,
        hint: expect.stringContaining(hint),
      }),
    );
  });
});

describe('the test of a detector', () => {
  const problemsOf = async (change: Partial<DefinedDetector>) =>
    (await testDetector(defineDetector({ ...definition, ...change }))).map(
      ({ message }) => message,
    );

  it('is content with one that is right', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  it('tells what it misses and what it should have left', async () => {
    const examples = { found: () => ['⟦EMP1234⟧', 'nothing'], ignored: () => ['EMP12345'] };
    expect(await problemsOf({ examples })).toEqual([
      'It finds [], not ["EMP1234"].',
      'It marks no value with ⟦ and ⟧.',
      'It finds ["EMP12345"], not [].',
    ]);
  });

  it('tells when a stream would find something else', async () => {
    const problems = await problemsOf({
      find: (window, start, end) =>
        window.text.startsWith('EMP', start) && !window.text.includes('!', end)
          ? { start, end, confidence: 1 }
          : undefined,
      examples: { found: () => [], ignored: () => ['EMP12345 is what it is!'] },
    });
    expect(problems).toEqual([expect.stringContaining('window.at()')]);
  });

  it('tells when there is nothing to try', async () => {
    const { examples: _, ...bare } = definition;
    expect((await testDetector(defineDetector(bare))).map(({ message }) => message)).toEqual([
      'It has no examples.',
    ]);
  });
});
