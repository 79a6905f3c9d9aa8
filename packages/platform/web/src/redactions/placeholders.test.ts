import { describe, expect, it } from 'vitest';
import { splitPlaceholders } from './placeholders.js';

const found = (text: string) =>
  splitPlaceholders(text).flatMap((part) =>
    part.kind === 'placeholder' ? [`${part.type} ${part.number}`] : [],
  );

describe('splitPlaceholders', () => {
  it('finds the type and the number', () => {
    expect(splitPlaceholders('Write to [EMAIL_1] or [PAYMENT_CARD_12].')).toEqual([
      { kind: 'text', text: 'Write to ' },
      { kind: 'placeholder', text: '[EMAIL_1]', type: 'email', number: 1 },
      { kind: 'text', text: ' or ' },
      { kind: 'placeholder', text: '[PAYMENT_CARD_12]', type: 'payment_card', number: 12 },
      { kind: 'text', text: '.' },
    ]);
  });

  it('finds keyed ones, which have no number', () => {
    expect(splitPlaceholders('[US_SSN_5D41402ABC4B2A76]')).toEqual([
      { kind: 'placeholder', text: '[US_SSN_5D41402ABC4B2A76]', type: 'us_ssn', number: undefined },
    ]);
  });

  it('finds those that touch', () => {
    expect(found('[IP_1][IP_2]')).toEqual(['ip 1', 'ip 2']);
  });

  it.each(['[TODO]', '[1]', '[email_1]', 'EMAIL_1', '[EMAIL_]', '[EMAIL_1', '[_1]'])(
    'takes %s for text',
    (text) => {
      expect(splitPlaceholders(text)).toEqual([{ kind: 'text', text }]);
    },
  );

  it.each(['', 'plain', '[EMAIL_1]', 'a [US_SSN_3] b [EMAIL_1', '[[IBAN_1]]'])(
    'loses nothing of %j',
    (text) => {
      const parts = splitPlaceholders(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
    },
  );
});
