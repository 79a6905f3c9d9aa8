import { code } from './code.mjs';
import { english } from './english.mjs';
import { dutch, french, german, italian, portuguese, spanish } from './european.mjs';
import { hidden, japanese } from './other-scripts.mjs';

/** @typedef {import('../generate.mjs').Line} Line */

const LANGUAGES = {
  en: english,
  code,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  ja: japanese,
  hidden,
};

/**
 * Lines written by hand, one each: what people really type, and what looks like a value and is
 * none. A value stands between `⟦type|` and `⟧`; a `·` within is dropped, it only keeps scanners of
 * this repository from taking the value for real.
 *
 * @returns {Line[]}
 */
export function hardLines() {
  return Object.entries(LANGUAGES).flatMap(([language, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((marked) => readMarked(marked, language)),
  );
}

/** @returns {Line} */
function readMarked(/** @type {string} */ marked, /** @type {string} */ language) {
  /** @type {Line['spans']} */
  const spans = [];
  let text = '';
  for (const [index, piece] of marked.split(/⟦([a-z_]+\|[^⟧]+)⟧/).entries()) {
    if (index % 2 === 0) {
      text += piece;
      continue;
    }
    const [type = '', marks = ''] = piece.split('|');
    const value = marks.replaceAll('·', '');
    spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
  }
  return { text, spans, language };
}
