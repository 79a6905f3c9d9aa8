import { lazily } from '../../engine/lazily.js';

/** The names of the months in English, German, French, Spanish, Italian, Portuguese and Dutch, and their short forms. */
const NAMES: readonly string[] = [
  'january januar jänner janvier enero gennaio janeiro januari jan janv ene gen',
  'february februar février fevrier febrero febbraio fevereiro februari feb févr fev',
  'march märz maerz mars marzo março maart mar mrz mrt',
  'april avril abril aprile apr avr abr',
  'may mai mayo maggio maio mei mag',
  'june juni juin junio giugno junho jun giu',
  'july juli juillet julio luglio julho jul juil lug',
  'august août aout agosto augustus aug ago',
  'september septembre septiembre setiembre settembre setembro sep sept set',
  'october oktober octobre octubre ottobre outubro oct okt ott out',
  'november novembre noviembre novembro nov',
  'december dezember décembre decembre diciembre dicembre dezembro dec dez dic déc',
];

const months = lazily(
  (): ReadonlyMap<string, number> =>
    new Map(NAMES.flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const))),
);

/** The month, from 1 to 12, that a word in small letters names. */
export function monthOf(word: string): number | undefined {
  return months().get(word);
}

/** Whether a month's name may begin with two letters, small or capital, of ASCII. */
export function mayBeginMonth(first: number, second: number): boolean {
  if (beginnings === undefined) {
    beginnings = new Uint8Array(1024);
    for (const name of months().keys())
      beginnings[beginningOf(name.charCodeAt(0), name.charCodeAt(1))] = 1;
  }
  return second > 127 || beginnings[beginningOf(first, second)] === 1;
}

let beginnings: Uint8Array | undefined;

function beginningOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

/** The names that stand before the day: `March 12, 1984`. */
export const LEADING_MONTHS: readonly string[] = (
  'january february march april may june july august september october november december ' +
  'jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto ' +
  'septiembre octubre noviembre diciembre'
).split(' ');

/** The longest name, in letters. */
export const LONGEST_MONTH = 10;
