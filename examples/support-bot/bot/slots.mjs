/**
 * The values that a customer's message carries, as they were typed.
 * @typedef {'email' | 'api_key' | 'iban' | 'card' | 'phone' | 'order' | 'code'} ExtractedSlot
 * @typedef {Partial<Record<ExtractedSlot, string>>} ExtractedSlots
 */

/**
 * From the most to the least specific: what one has taken, the next no longer sees. So a card's
 * digits are not read as a phone, and a phone's last six are not read as an order number.
 * @type {readonly [ExtractedSlot | 'other', RegExp][]}
 */
const SHAPES = [
  ['email', /[\p{L}\p{N}._+'-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['other', /\b[a-z][a-z+]*:\/\/\S+/giu],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/gu],
  ['api_key', /\b(?=[\w.-]*\d)(?=[\w.-]*[a-z])[\w-]{16,}(?:\.[\w-]+)*\b/giu],
  ['card', /\b\d(?:[ -]?\d){12,18}\b/gu],
  ['other', /\b\d{3}-\d{2}-\d{4}\b/gu],
  ['other', /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu],
  ['other', /\b[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){3,}\b/giu],
  ['order', /(?<![\d+-])#?\b(?:FH-?)?1\d{5}\b(?!-?\d)/giu],
  ['phone', /(?<!\w)(?:\+|\(|00)?\d(?:[ ().-]{0,2}\d){8,14}(?!\w)/gu],
  ['code', /\b[A-Z]{3,}\d{2,3}\b/gu],
];

/**
 * Takes the slots out of a message. Of several values of one kind the first counts.
 * @param {string} text
 * @returns {{ slots: ExtractedSlots; rest: string }} `rest` is what remains for the classifier
 */
export function extractSlots(text) {
  /** @type {ExtractedSlots} */
  const slots = {};
  let rest = text;
  for (const [slot, shape] of SHAPES) {
    rest = rest.replace(shape, (value) => {
      if (slot !== 'other') slots[slot] ??= slot === 'order' ? value.slice(-6) : value;
      return ' ';
    });
  }
  return { slots, rest: rest.replace(/\s+/g, ' ').trim() };
}

/**
 * The last four digits of a card or characters of a key: enough to know which one is meant.
 * @param {string} value
 */
export function lastFour(value) {
  return value.replace(/[^A-Za-z0-9]/g, '').slice(-4);
}
