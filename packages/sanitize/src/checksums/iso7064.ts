import { digitAt } from './weighted.js';

/**
 * Whether a string of digits passes MOD 11,10, the hybrid system of ISO/IEC 7064 that Croatia's OIB
 * and Germany's tax numbers use.
 */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (digitAt(digits, i) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (digitAt(digits, digits.length - 1) + product) % 10 === 1;
}

/** Whether digits and a last digit or `X` pass MOD 11-2 of ISO/IEC 7064. */
export function passesMod11And2(text: string): boolean {
  const last = text.length - 1;
  let sum = 0;
  for (let i = 0; i < last; i++) sum = (sum + digitAt(text, i)) * 2;
  const check = text.charCodeAt(last) === 88 /* X */ ? 10 : digitAt(text, last);
  return check <= 10 && (sum + check) % 11 === 1;
}
