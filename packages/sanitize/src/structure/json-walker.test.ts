import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { FUZZ, hostileText } from '../sanitizer.test-support.js';
import { outsideOf, standsIn, streamedAs } from './structure.test-support.js';

const sanitizer = createSanitizer();
const card = ['4111', '1111', '1111', '1111'].join('');
const json = (text: string) => sanitizer.sanitize(text, { format: 'json' }).text;

describe('JSON', () => {
  it('keeps every byte outside of what is replaced', () => {
    const text = '\ufeff{ "to" :\t["a@x.example" , 1.50e3],\r\n  "n":null,"ok" : true }\n';
    const { text: sanitized, spans } = sanitizer.sanitize(text, { format: 'json' });
    expect(sanitized).toBe(text.replace('a@x.example', '[EMAIL_1]'));
    expect(spans).toEqual([{ type: 'email', rule: 'email', start: 12, end: 23, confidence: 0.95 }]);
    expect(sanitizer.detect(text, { format: 'json' })).toEqual(spans);
  });

  it('makes strings of the numbers that are replaced, wherever they stand', () => {
    expect(json(`{"card":${card},"cards":[1,${card}, ${card}],"total":2125550142}`)).toBe(
      '{"card":"[PAYMENT_CARD_1]","cards":[1,"[PAYMENT_CARD_1]", "[PAYMENT_CARD_1]"],"total":2125550142}',
    );
    expect(json(card)).toBe('"[PAYMENT_CARD_1]"');
  });

  it('takes the name as context, for the items of a list too', () => {
    expect(
      json('{"password":"correct horse","phones":["2125550142"],"order_id":"2125550143"}'),
    ).toBe('{"password":"[API_KEY_1]","phones":["[PHONE_1]"],"order_id":"2125550143"}');
  });

  it('reads escapes, and leaves those that are not part of a value', () => {
    expect(json(String.raw`{"t":"hi\n\u006aane\u0040x.example\n\"bye\" \u00e9"}`)).toBe(
      String.raw`{"t":"hi\n[EMAIL_1]\n\"bye\" \u00e9"}`,
    );
  });

  it('writes replacements with the escapes that they need', () => {
    const quoting = createSanitizer({ patterns: [{ type: 'email', replace: 'a "b" \\ \n c' }] });
    const { text } = quoting.sanitize('{"to":"a@x.example"}', { format: 'json' });
    expect(JSON.parse(text)).toEqual({ to: 'a "b" \\ \n c' });
  });

  it('goes into strings that hold JSON, as deep as logs go', () => {
    let value: unknown = { card: Number(card), password: 'correct horse', to: 'é a@x.example' };
    for (let depth = 0; depth < 3; depth++) value = { nested: JSON.stringify(value) };
    let result = JSON.parse(json(JSON.stringify(value)));
    for (let depth = 0; depth < 3; depth++) result = JSON.parse(result.nested);
    expect(result).toEqual({
      card: '[PAYMENT_CARD_1]',
      password: '[API_KEY_1]',
      to: 'é [EMAIL_1]',
    });
  });

  it('keeps two names apart that become one', () => {
    expect(json('{"a@x.example":1,"A@x.example":2}')).toBe('{"[EMAIL_1]":1,"[EMAIL_1] (2)":2}');
  });

  it.each([
    ['{"to":"a@x.example', '{"to":"[EMAIL_1]'],
    ['{"to":"a@x.example}\n{"to":"b@x.example"}', '{"to":"[EMAIL_1]}\n{"to":"[EMAIL_2]"}'],
    ["{to: 'a@x.example'}", "{to: '[EMAIL_1]'}"],
    ['12:30:01 INFO {"to":"a@x.example"}', '12:30:01 INFO {"to":"[EMAIL_1]"}'],
    ['}}]] "a@x.example"', '}}]] "[EMAIL_1]"'],
  ])('that is broken is looked at all the same: %s', (text, expected) => {
    expect(json(text)).toBe(expected);
  });
});

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(Number(card), 2125550142, 40.7128, -1, null, true, 'a@x.example'),
);
const treeOf = (leaves: fc.Arbitrary<unknown>) =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaves,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(hostileText, fc.constantFrom('card', 'phone', 'password', 'ssn')),
        tie('value'),
        { maxKeys: 4 },
      ),
      tie('value').map((value) => JSON.stringify(value)),
    ),
  })).value;
const tree = treeOf(leaf);

const calm = fc.constantFrom(
  'a@x.example',
  'call 212-555-0142',
  'x "quoted"',
  '\n',
  'é',
  'plain',
  '{"to":"a@x.example"}',
);
const calmTree = treeOf(
  fc.oneof(
    fc.array(calm, { maxLength: 3 }).map((parts) => parts.join(' ')),
    fc.constantFrom(Number(card), 7),
  ),
);

describe('any JSON', () => {
  it('still parses, and is the same outside of the spans', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const { text: sanitized, spans } = sanitizer.sanitize(text, { format: 'json' });
        expect(() => JSON.parse(sanitized)).not.toThrow();
        expect(standsIn(sanitized, outsideOf(text, spans))).toBe(true);
      }),
      FUZZ,
    );
  });

  it('is the same sanitized twice as once', () => {
    fc.assert(
      fc.property(calmTree, (value) => {
        const once = sanitizer.sanitize(JSON.stringify(value), { format: 'json' }).text;
        expect(sanitizer.sanitize(once, { format: 'json' }).text).toBe(once);
      }),
      FUZZ,
    );
  });

  it('line by line, streams to the same in any chunks', async () => {
    const lines = fc.array(
      fc.oneof(
        tree.map((value) => JSON.stringify(value)),
        hostileText,
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.array(fc.nat(400), { maxLength: 5 }), async (rows, at) => {
        const text = rows.join('\n');
        const cuts = [
          0,
          ...at.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        const chunks = cuts.slice(1).map((cut, i) => text.slice(cuts[i], cut));
        const whole = sanitizer.sanitize(text, { format: 'jsonl' }).text;
        expect(await streamedAs(sanitizer, 'jsonl', chunks)).toBe(whole);
      }),
      FUZZ,
    );
  });
});
