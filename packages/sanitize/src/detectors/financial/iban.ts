import { passesMod97 } from '../../checksums/mod97.js';
import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled } from '../../engine/word-hashes.js';
import { ibanFormatOf } from './iban-formats.js';

/** The country's letters and the check digits. */
const HEAD = 4;
/** `IBANDE89…`, as tables that were joined have it. */
const GLUED_LABEL = 4;
const LABELS = labelWords('iban ibans ibannumber ibanno ibannummer konto bankverbindung');

/** What was read, and whether it is printed as the standard says: in one piece or in fours. */
interface Reading {
  iban: string;
  end: number;
  isPrinted: boolean;
}

function fits(kind: string, code: number): boolean {
  if (kind === 'n') return isIn(Alphabet.digit, code);
  return isIn(kind === 'a' ? Alphabet.letter : Alphabet.alphanumeric, code);
}

/** Reads what follows the head in a country's format, with at most one sign between two characters. */
function read(window: Window, start: number, format: string): Reading | undefined {
  let iban = window.text.slice(start, start + HEAD);
  let i = start + HEAD;
  let gap = 0;
  let isPrinted = true;
  for (const kind of format) {
    let code = window.at(i);
    if (code === 32 || code === 45 || code === 46) {
      isPrinted &&= iban.length % 4 === 0 && (gap === code || (gap === 0 && iban.length === HEAD));
      gap = code;
      i++;
      code = window.at(i);
    } else if (gap !== 0 && iban.length % 4 === 0) {
      isPrinted = false;
    }
    if (!fits(kind, code)) return undefined;
    iban += String.fromCharCode(code);
    i++;
  }
  if (isIn(Alphabet.word, window.at(i)) || window.at(i) === 64 /* @ */) return undefined;
  return { iban: iban.toUpperCase(), end: i, isPrinted };
}

/** Where the number begins in a run that may begin with its label. */
function startIn(window: Window, start: number, end: number): number {
  if (end - start < GLUED_LABEL + HEAD || (window.at(start) | 32) !== 105 /* i */) return start;
  const label = window.text.slice(start, start + GLUED_LABEL).toLowerCase();
  return label === 'iban' ? start + GLUED_LABEL : start;
}

/** Whether two letters and two digits begin a run, or follow its label. */
function beginsWithHead(window: Window, runStart: number, runEnd: number): boolean {
  const start = startIn(window, runStart, runEnd);
  return (
    isIn(Alphabet.digit, window.at(start + 2)) &&
    isIn(Alphabet.digit, window.at(start + 3)) &&
    isIn(Alphabet.letter, window.at(start + 1))
  );
}

/**
 * International bank account numbers: a country's code, its format of digits and letters, and the
 * MOD 97-10 check, in one piece or printed in fours. Beside a label such as `IBAN` in any groups,
 * and also if the check fails.
 *
 * @see ISO 13616-1; for the formats iban-formats.ts
 */
export const iban: Detector = {
  rule: 'iban',
  type: 'iban',
  anchors: ['mixed'],
  gate: { first: (code) => isIn(Alphabet.letter, code), anyOf: beginsWithHead },
  find(window, runStart, runEnd): Match | undefined {
    if (!beginsWithHead(window, runStart, runEnd)) return undefined;
    const start = startIn(window, runStart, runEnd);
    const format = ibanFormatOf(window.at(start), window.at(start + 1));
    const reading = format === undefined ? undefined : read(window, start, format);
    if (reading === undefined) return undefined;
    const { iban, end, isPrinted } = reading;
    const hasLabel = start > runStart || isLabelled(window, start, LABELS);
    if (!isPrinted && !hasLabel) return undefined;
    if (passesMod97(iban)) return { start, end, confidence: 0.97 };
    return hasLabel ? { start, end, confidence: 0.85 } : undefined;
  },
};

const number = (...groups: string[]): string => groups.join('');

export const ibanExamples: DetectorExamples = {
  found: () => [
    `IBAN ⟦${number('DE89', '3704', '0044', '0532', '0130', '00')}⟧`,
    `pay to ⟦${number('GB29 ', 'NWBK ', '6016 ', '1331 ', '9268 ', '19')}⟧ now`,
    `⟦${number('FR14-', '2004-', '1010-', '0505-', '0001-', '3M02-', '606')}⟧`,
    `"⟦${number('nl91', 'abna', '0417', '1643', '00')}⟧"`,
    `IBAN:⟦${number('BE71', '0961', '2345', '6769')}⟧, IBAN⟦${number('BE71', '0961', '2345', '6769')}⟧`,
    `IBAN ⟦${number('GB29', 'NWBK ', '601613 ', '31926819')}⟧`,
    `my IBAN is ⟦${number('DE89 ', '3704 ', '0044 ', '0532 ', '0130 ', '01')}⟧`,
    `⟦${number('LC14', 'BOSL', '1234', '5678', '9012', '3456', '7890', '1234')}⟧`,
    `⟦${number('MA64', '0115', '1900', '0001', '2050', '0053', '4921')}⟧`,
    `⟦${number('NO93', '8601', '1117', '947')}⟧.`,
  ],
  ignored: () => [
    number('DE89', '3704', '0044', '0532', '0130', '01'),
    number('DE89', '3704', '0044', '0532', '0130', '00', '7'),
    `x${number('DE89', '3704', '0044', '0532', '0130', '00')}`,
    number('ZZ89', '3704', '0044', '0532', '0130', '00'),
    number('VG46', 'H07Y', '0223', '0600', '9435', '9858'),
    `${number('FR76', '3000', '6000', '0112', '3456', '7890', '189')}@example`,
    'be68a4e1c5d9f0b2, ab12, iban be68 is short',
  ],
};
