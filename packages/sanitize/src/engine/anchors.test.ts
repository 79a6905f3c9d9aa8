import { describe, expect, it } from 'vitest';
import type { Anchor, Detector } from './detector.js';
// What announces a number, as whoever imports a detector of numbers knows it.
import './known-labels.js';
import type { Finding } from './finding.js';
import { labelWords } from './labels.js';
import { Numbers } from './numbers.js';
import { createPlan } from './plan.js';
import { scan } from './scan.js';
import { Window } from './window.js';
import { isLabelled } from './word-hashes.js';

/** What one anchor wakes a detector for, in a text that is whole. */
function woken(anchor: Anchor, text: string, keywords: readonly string[] = []): string[] {
  const seen: string[] = [];
  const detector: Detector = {
    rule: 'spy',
    type: 'api_key',
    anchors: [anchor],
    keywords,
    find(window, start, end) {
      seen.push(window.text.slice(start, end));
      return undefined;
    },
  };
  const findings: Finding[] = [];
  scan(
    new Window(text, 0, text.length, true),
    createPlan([detector], ['api_key'], (on) => new Numbers(on)),
    0,
    findings,
  );
  return seen;
}

describe('a keyword wakes its detector', () => {
  const keywords = ['password', 'socialsecuritynumber', 'api-key'];

  it.each([
    ['my password is', 'password'],
    ['MY PASSWORD IS', 'PASSWORD'],
    [String.raw`a\npassword`, 'password'],
    [String.raw`a\u0022password\u0022`, 'password'],
    ['run --password x', 'password'],
    ['run -password x', 'password'],
    ['socialSecurityNumber', 'socialSecurityNumber'],
    ['x: api-key', 'api-key'],
  ])('in %s', (text, word) => {
    expect(woken('keyword', text, keywords)).toEqual([word]);
  });

  it.each([['passwords'], ['mypassword'], ['password1'], ['my_password']])('not in %s', (text) => {
    expect(woken('keyword', text, keywords)).toEqual([]);
  });
});

describe('capitals', () => {
  it('are six to twelve and nothing else', () => {
    const text = String.raw`ABCDE ABCDEF abcdef ABC-DEFG ABCDEFGHIJKL ABCDEFGHIJKLM a\nABCDEFGH`;
    expect(woken('capitals', text)).toEqual(['ABCDEF', 'ABCDEFGHIJKL', 'ABCDEFGH']);
  });
});

describe('a capitalized word', () => {
  it('is a capital and small letters', () => {
    const text = String.raw`Jane API jane JaneDoe a\nJoe M Müller McAllister`;
    expect(woken('capitalized', text)).toEqual(['Jane', 'JaneDoe', 'Joe', 'M', 'McAllister']);
  });
});

describe('a capital beyond ASCII', () => {
  it('begins a word', () => {
    expect(woken('capitalized', 'Šárka, éÉ, aÅ, Åsa')).toEqual(['Š', 'Å']);
  });
});

describe('initials', () => {
  it('are one to four capitals before a number or a filler', () => {
    const text = 'DE 123 AB 12 P<UTO ABCD 12 ABCDE 12 Ab 12 USA one XY-12 GB';
    expect(woken('initials', text)).toEqual(['DE', 'AB', 'P', 'ABCD']);
  });
});

describe('number', () => {
  it('is 7 to 11 digits by themselves that no label announces', () => {
    const text = '[123456,1234567,12345678901,123456789012,1234567.8,a1234567] phone: 2125550142';
    expect(woken('number', text)).toEqual(['1234567', '12345678901']);
  });
});

describe('mixed', () => {
  it('is a run of 4 to 48 characters with letters and digits', () => {
    const text = `a1 ab12 1234 12ab A-1_b ${'a1'.repeat(24)} ${'a1'.repeat(25)}`;
    expect(woken('mixed', text)).toEqual(['ab12', '12ab', 'A-1_b', 'a1'.repeat(24)]);
  });
});

describe('a label', () => {
  const labelled = (text: string, labels: string, hint: readonly string[] = []) =>
    isLabelled(
      new Window(text, 0, text.length, true, { label: undefined, words: hint }),
      text.indexOf('X9'),
      labelWords(labels),
    );

  it.each([
    ['passport X9', 'passport'],
    ['Passport No.: X9', 'passportno'],
    ['S.S.N. X9', 'ssn'],
    ['the passport. X9', 'passport', false],
    ['"passportNo": "X9"', 'passportno'],
    ['passport_number=X9', 'passportnumber'],
    ['PASSPORT NUMBER: X9', 'passportnumber'],
    ['codice fiscale di Maria: X9', 'codicefiscale'],
    ['Führerschein X9', 'führerschein'],
    ['Fu\u0308hrerschein X9', 'führerschein'],
    ['паспорт X9', 'паспорт'],
    ['我的护照号码是X9', '护照'],
    ['我的护照号码是：X9', '护照'],
    ['passport? X9', 'passport', false],
    ['my passports X9', 'passport', false],
  ])('in %s', (text, labels, expected = true) => {
    expect(labelled(text, labels)).toBe(expected);
  });

  it('may be the name that is known from outside', () => {
    expect(labelled('X9', 'passportno', ['no', 'passport'])).toBe(true);
    expect(labelled('end. X9', 'passportno', ['no', 'passport'])).toBe(false);
  });
});
