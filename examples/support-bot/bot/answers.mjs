import { lastFour } from './slots.mjs';

/**
 * @typedef {object} Question
 * @property {string} rest the message without its values
 * @property {import('./slots.mjs').ExtractedSlots} slots
 * @property {import('./shop.mjs').Shop} shop
 */

/**
 * What is said in one turn, by intent.
 * @type {Record<string, (question: Question) => string>}
 */
export const answers = {
  greeting: () => 'Hello! I am the Fernhill assistant. What can I do for you?',
  thanks: () => 'You are welcome! Is there anything else?',
  goodbye: () => 'Goodbye, and enjoy the outdoors!',
  affirm: () => 'Good! What can I do for you?',
  deny: () => 'All right. I am here if you need anything else.',
  identity: () =>
    'I am an automated assistant. I know about orders, returns, payments and accounts, and I can bring in a person.',
  'payment.failed': ({ slots }) =>
    `${cardWarning(slots)}I am sorry that the payment failed. Nothing was charged. Please try again in ten minutes, or choose another way to pay.`,
  'payment.declined': ({ slots }) =>
    `${cardWarning(slots)}Cards are declined by the bank, mostly because of a limit or a missing confirmation in the banking app. Please ask your bank, or choose another way to pay.`,
  'gift-card': () =>
    'You redeem a gift card in the last step of the checkout, and see its balance under “My account > Gift cards”. Gift cards are valid for three years.',
  discount: ({ slots, shop }) => {
    if (slots.code === undefined) {
      return 'You enter a discount code in the basket, one per order. New customers save 10 % with WELCOME10.';
    }
    const known = shop.discountCode(slots.code);
    if (known === undefined)
      return `I do not know a code ${slots.code}. Please check its spelling.`;
    return known.state === 'valid'
      ? `The code ${known.code} is valid: ${known.offer}.`
      : `I am sorry, the code ${known.code} (${known.offer}) has expired.`;
  },
  stock: ({ rest, shop }) => {
    const product = shop.product(rest);
    if (product === undefined) return 'Which product do you mean? Please give me its name.';
    return product.left > 0
      ? `The ${product.name} is in stock: ${product.left} left.`
      : `The ${product.name} is sold out at the moment. It is back ${product.back}.`;
  },
  warranty: () =>
    'Everything we sell has a two-year warranty, tents and backpacks have five years. Please send us a photo and your receipt at fernhill.example/warranty and we repair or replace it.',
  'store-hours': () =>
    'Our shop at 12 Quarry Lane is open Monday to Saturday from 9 to 18 o’clock. It is closed on Sundays and bank holidays.',
  shipping: () =>
    'Delivery within the UK costs £3.95 and is free from £50. We ship to all of Europe from £9.95, and next-day delivery is £7.95.',
  'api.access': ({ slots }) =>
    `${keyWarning(slots)}Business customers create API keys under “Business > API keys”; the documentation is at fernhill.example/api. A 401 means that the key is missing, mistyped or revoked.`,
};

/** @param {import('./slots.mjs').ExtractedSlots} slots */
function cardWarning({ card }) {
  if (card === undefined) return '';
  return `Please never send us a full card number; I only keep that yours ends in ${lastFour(card)}. `;
}

/** @param {import('./slots.mjs').ExtractedSlots} slots */
function keyWarning({ api_key: key }) {
  if (key === undefined) return '';
  return `Please treat the key ending in ${lastFour(key)} as a secret, and do not send it by chat. `;
}
