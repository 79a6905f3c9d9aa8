import { Alphabet, isIn, TRAITS } from '../../../engine/characters.js';
import type { TokenForm } from './token-form.js';
import type { TokenRow } from './token-row.js';

const CHARACTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.+/='];
/** Steps through an alphabet that make no sequence and change between letters and digits. */
const STEPS = [3, 40, 17, 29, 5, 52, 11, 23, 44, 8, 33, 60, 1, 26];

function charactersIn(alphabet: number): string[] {
  return CHARACTERS.filter((character) => (TRAITS[character.charCodeAt(0)]! & alphabet) !== 0);
}

/** A text of a form, of the least length or shorter, with the same characters every time. */
export function textOf(form: TokenForm, missing = 0): string {
  let text = '';
  for (const [index, part] of form.parts.entries()) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const plain = charactersIn(part.alphabet).filter((character) =>
      isIn(Alphabet.alphanumeric, character.charCodeAt(0)),
    );
    const length =
      part.least - part.ending.length - (index === form.parts.length - 1 ? missing : 0);
    let state = index + 5;
    for (let i = 0; i < length; i++) {
      state = (state * 31 + STEPS[i % STEPS.length]!) % 1009;
      text += plain[state % plain.length];
    }
    text += part.ending;
  }
  return text;
}

/** A token of a row's form, of the least length. */
export function tokenOf(row: TokenRow, prefix: string): string {
  return (row.lead === undefined ? '' : textOf(row.lead)) + prefix + textOf(row.form);
}
