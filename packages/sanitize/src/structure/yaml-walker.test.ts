import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { createSanitizer } from '../sanitizer.js';
import { FUZZ } from '../sanitizer.test-support.js';
import { streamedAs } from './structure.test-support.js';

const sanitizer = createSanitizer();
const card = ['4111', '1111', '1111', '1111'].join('');
const key = ['gh', 'p_', 'aB3dE5fG7h'.repeat(4)].join('');
const yaml = (text: string) => sanitizer.sanitize(text, { format: 'yaml' }).text;

describe('YAML', () => {
  it.each([
    ['to: a@x.example', 'to: "[EMAIL_1]"'],
    ['to: a@x.example # the boss, b@x.example', 'to: "[EMAIL_1]" # the boss, [EMAIL_2]'],
    ['note: write to a@x.example now', 'note: write to [EMAIL_1] now'],
    ['note: a@x.example is mine', 'note: "[EMAIL_1] is mine"'],
    ['note: a@x.example is "mine"', 'note: \'[EMAIL_1] is "mine"\''],
    ['note: "caf\\u00e9 a\\x40x.example\\n"', 'note: "caf\\u00e9 [EMAIL_1]\\n"'],
    ["note: 'it''s a@x.example'", "note: 'it''s [EMAIL_1]'"],
    [`card: ${card}`, 'card: "[PAYMENT_CARD_1]"'],
    [
      'phones:\n- 2125550142\n- "2125550143"\nid: 2125550144',
      'phones:\n- "[PHONE_1]"\n- "[PHONE_2]"\nid: 2125550144',
    ],
    [
      'user: {mail: a@x.example, password: correct horse}',
      'user: {mail: "[EMAIL_1]", password: "[API_KEY_1]"}',
    ],
    ['to: [a@x.example,\n  "b@x.example"] # all', 'to: ["[EMAIL_1]",\n  "[EMAIL_2]"] # all'],
    [
      '- name: x\n  to: a@x.example\n- to: b@x.example',
      '- name: x\n  to: "[EMAIL_1]"\n- to: "[EMAIL_2]"',
    ],
    ['a@x.example: 1', '"[EMAIL_1]": 1'],
    ['to:\n  a@x.example\nand: b', 'to:\n  "[EMAIL_1]"\nand: b'],
    ['to: a@x.example\n  or so\nand: b', 'to: "[EMAIL_1]\n  or so"\nand: b'],
    ['--- a@x.example\n...', '--- [EMAIL_1]\n...'],
    ['x: &anchor !!str a@x.example\ny: *anchor', 'x: &anchor !!str "[EMAIL_1]"\ny: *anchor'],
    ['password: correct horse battery', 'password: "[API_KEY_1]"'],
  ])('%j becomes %j', (text, expected) => {
    expect(yaml(text)).toBe(expected);
  });

  it('is looked at in block scalars, which stay whole', () => {
    const text = `run: |\n  echo ${key}\n\n  mail a@x.example\nnext: >-\n  call 212-555-0142\n`;
    expect(parse(yaml(text))).toEqual({
      run: 'echo [API_KEY_1]\n\nmail [EMAIL_1]\n',
      next: 'call [PHONE_1]',
    });
  });

  it('with marks that never close is looked at as text', () => {
    expect(yaml('to: "a@x.example\nand: [b@x.example\n')).toBe('to: "[EMAIL_1]\nand: [[EMAIL_2]\n');
  });

  it('keeps Windows line ends', () => {
    expect(yaml('to: a@x.example\r\nx: y\r\n')).toBe('to: "[EMAIL_1]"\r\nx: y\r\n');
  });
});

const words = fc.constantFrom(
  'a@x.example',
  `card ${card}`,
  card,
  'call 212-555-0142 now',
  'x: y',
  'plain',
  '#no',
  '- x',
  "it's",
  '"q"',
  '',
  '8.8.4.4',
  'multi\nline a@x.example\nend',
  key,
);
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(
      words,
      fc.tuple(words, words).map((pair) => pair.join(' ')),
      fc.integer(),
      fc.boolean(),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('to', 'card', 'phone', 'password', 'note', 'a b', 'x'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

describe('any YAML', () => {
  const styles = fc.constantFrom(
    'PLAIN',
    'QUOTE_DOUBLE',
    'QUOTE_SINGLE',
    'BLOCK_LITERAL',
    'BLOCK_FOLDED',
  ) as fc.Arbitrary<'PLAIN'>;

  it('still parses, to the same structure', () => {
    fc.assert(
      fc.property(tree, styles, fc.boolean(), (value, defaultStringType, isFlow) => {
        const text = stringify(value, {
          defaultStringType,
          defaultKeyType: 'PLAIN',
          collectionStyle: isFlow ? 'flow' : 'block',
        });
        const sanitized = yaml(text);
        const document = parseDocument(sanitized);
        expect(document.errors).toEqual([]);
        expect(shapeOf(document.toJS())).toEqual(shapeOf(parse(text)));
        expect(sanitized).not.toContain('a@x.example');
      }),
      FUZZ,
    );
  });

  it('streams to the same in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.array(fc.nat(300), { maxLength: 5 }), async (value, at) => {
        const text = stringify(value);
        const cuts = [
          0,
          ...at.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        const chunks = cuts.slice(1).map((cut, i) => text.slice(cuts[i], cut));
        expect(await streamedAs(sanitizer, 'yaml', chunks)).toBe(yaml(text));
      }),
      FUZZ,
    );
  });
});

/** A value with every scalar alike, but for how many there are and where. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).map(([name, member]) => [name, shapeOf(member)]);
}
