/** The check digit of Luhn's scheme (ISO/IEC 7812-1, annex B) for the digits before it. */
export function luhn(/** @type {string} */ digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** A number of any length modulo `modulus`, read digit by digit. */
export function modulo(/** @type {string} */ digits, /** @type {number} */ modulus) {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % modulus;
  return rest;
}

/** The digits times their weights, added up. */
export function weighted(/** @type {string} */ digits, /** @type {readonly number[]} */ weights) {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

/** An IBAN's two check digits (ISO 13616-1, MOD 97-10). */
export function ibanCheck(/** @type {string} */ country, /** @type {string} */ bban) {
  const digits = [...`${bban}${country}00`].map((sign) => parseInt(sign, 36)).join('');
  return String(98 - modulo(digits, 97)).padStart(2, '0');
}
