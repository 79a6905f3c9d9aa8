import { describe, expect, it } from 'vitest';
import { createSanitizer } from './sanitizer.js';
import { streamed } from './sanitizer.test-support.js';

const sanitizer = createSanitizer();
const token = ['gh', 'p_', 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'].join('');

/** A text in other characters that look the same, or are not seen. */
const wide = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const between = (text: string, unseen: string) => [...text].join(unseen);
const digitsFrom = (zero: number, text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

describe('a value in characters that only look like plain ones', () => {
  it.each([
    ['a full-width e-mail address', wide('jane@example.com'), '[EMAIL_1]'],
    ['a full-width card', wide('4111111111111111'), '[PAYMENT_CARD_1]'],
    ['a full-width token', wide(token), '[API_KEY_1]'],
    ['no-break spaces in a card', '4111\u00a01111\u00a01111\u00a01111', '[PAYMENT_CARD_1]'],
    ['thin spaces in a card', '4111\u20091111\u20091111\u20091111', '[PAYMENT_CARD_1]'],
    ['ideographic spaces in a card', '4111\u30001111\u30001111\u30001111', '[PAYMENT_CARD_1]'],
    ['no-break hyphens in an SSN', '457\u201155\u20115462', '[US_SSN_1]'],
    ['en dashes in a phone number', '212\u2013555\u20130142', '[PHONE_1]'],
    ['minus signs in a card', '4111\u22121111\u22121111\u22121111', '[PAYMENT_CARD_1]'],
    ['soft hyphens in an address', 'jane@exam\u00adple.com', '[EMAIL_1]'],
    ['zero-width spaces in a token', between(token, '\u200b'), '[API_KEY_1]'],
    ['zero-width joiners in a card', between('4111111111111111', '\u200d'), '[PAYMENT_CARD_1]'],
    ['tags in a token', between(token, '\u{e0041}'), '[API_KEY_1]'],
    ['bidirectional marks in an IP', '203.\u202a0.\u202c113.7', '[IP_1]'],
    ['Arabic digits', digitsFrom(0x660, '4111 1111 1111 1111'), '[PAYMENT_CARD_1]'],
    ['Devanagari digits', digitsFrom(0x966, '4111 1111 1111 1111'), '[PAYMENT_CARD_1]'],
    ['mathematical digits', digitsFrom(0x1d7d8, '4111 1111 1111 1111'), '[PAYMENT_CARD_1]'],
    ['Cyrillic letters in a token', token.replace('a', 'а').replace('p', 'р'), '[API_KEY_1]'],
  ])('%s', async (_name, value, placeholder) => {
    const text = `é ${value} ü`;
    const result = sanitizer.sanitize(text);
    expect(result.text).toBe(`é ${placeholder} ü`);
    expect(result.spans.map(({ start, end }) => text.slice(start, end))).toEqual([value]);
    const bytes = sanitizer.sanitizeBytes(new TextEncoder().encode(text)).bytes;
    expect(new TextDecoder().decode(bytes)).toBe(result.text);
    expect(
      await streamed(
        sanitizer,
        [...Array(text.length).keys()].map((i) => text[i]!),
      ),
    ).toBe(result.text);
  });

  it('is found behind a name in such characters', () => {
    expect(sanitizer.sanitize('раssword=hunter2!').text).toBe('раssword=[API_KEY_1]');
    expect(sanitizer.sanitize('ｐａｓｓｗｏｒｄ：hunter2!').text).toBe(
      'ｐａｓｓｗｏｒｄ：[API_KEY_1]',
    );
  });
});

describe('a text in another script', () => {
  it.each([
    ['Позвоните мне завтра, пожалуйста: заказ готов.'],
    ['注文は２０２４年１１月１日に発送されました。'],
    ['Η παραγγελία σας θα φτάσει αύριο στις 14:30.'],
    ['طلبك رقم ٤٥٦ جاهز الآن، شكرا.'],
    ['👩‍👩‍👧‍👦 ½ ² ™ ﬁ \u{1f1e9}\u{1f1ea} e\u0301'],
  ])('is left as it is: %s', (text) => {
    expect(sanitizer.sanitize(text)).toEqual({ text, spans: [], counts: {} });
  });

  it('keeps what is not seen outside of values', () => {
    const text = 'a\u200bb \ufeffmail \u200ba@x.example\u200b\u00ad, c\u00add';
    expect(sanitizer.sanitize(text).text).toBe(
      'a\u200bb \ufeffmail \u200b[EMAIL_1]\u200b\u00ad, c\u00add',
    );
  });
});
