import { BEYOND } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import type { Window } from '../../engine/window.js';
import { isProseValue, readProseValue } from './prose-value.js';

const COLON = 58;
/** How many signs and words stand between at most. */
const MOST_LINKS = 4;
/** The first letter of Cyrillic. */
const FIRST_FOREIGN = 0x400;

/** Words for a password in scripts of which no run is made; the value is the run behind them. */
const FOREIGN = [
  'パスワード',
  '暗証番号',
  'パスコード',
  '合言葉',
  '密码',
  '密碼',
  '口令',
  '비밀번호',
  'пароль',
  'Пароль',
];

function isLink(code: number): boolean {
  // a blank, a colon, は が 是 為 은 는, corner brackets and quotation marks
  return (
    code === 32 ||
    code === COLON ||
    code === 34 ||
    code === 39 ||
    code === 61 ||
    (code >= FIRST_FOREIGN && '：はが是為为은는이「『'.includes(String.fromCharCode(code)))
  );
}

/** Where the signs and words between a word and a value begin. */
function beforeLinks(window: Window, start: number): number {
  let i = start;
  while (start - i < MOST_LINKS && window.at(i - 1) >= 0 && isLink(window.at(i - 1))) i--;
  return i;
}

function isBehindForeign(window: Window, start: number): boolean {
  const { codes } = window;
  const limit = Math.max(window.low, start - MOST_LINKS - 1);
  let i = start - 1;
  while (i >= limit && codes[i]! < BEYOND && isLink(codes[i]!)) i--;
  return (
    i >= limit && codes[i]! >= BEYOND && window.at(beforeLinks(window, start) - 1) >= FIRST_FOREIGN
  );
}

/** What people write in a sentence, see `proseSecret`, in Japanese, Chinese, Korean and Russian. */
export const foreignProse: Detector = {
  rule: 'prose',
  type: 'api_key',
  anchors: ['mixed', 'token'],
  gate: {
    before: (code) => code >= 128 || isLink(code),
    anyOf: isBehindForeign,
  },
  find(window, start): Match | undefined {
    const i = beforeLinks(window, start);
    if (window.at(i - 1) < FIRST_FOREIGN) return undefined;
    const word = FOREIGN.find((name) => window.reads(name, i - name.length));
    if (word === undefined) return undefined;
    const { grown } = readProseValue(window, start);
    const value = window.text.slice(start, endOfAscii(window, start, grown.end));
    if (!isProseValue(value, true, false)) return undefined;
    return { start, end: start + value.length, confidence: 0.8 };
  },
};

/** In scripts without blanks the sentence goes on right behind the value. */
function endOfAscii(window: Window, start: number, end: number): number {
  let i = start;
  while (i < end && window.at(i) < 128) i++;
  return i;
}

export const foreignProseExamples: DetectorExamples = {
  found: () => [
    'パスワードは⟦hunter2⟧です',
    'パスワード: ⟦hunter2⟧',
    '密码是⟦hunter2⟧。',
    'пароль: ⟦hunter2⟧',
  ],
  ignored: () => ['パスワードを忘れた場合はこちら', 'パスワードはsha256です'],
};
