/**
 * @typedef {import('../slots.mjs').ExtractedSlot | 'address' | 'remedy'} SlotName
 * @typedef {Partial<Record<SlotName, string>>} Slots
 * @typedef {import('../shop.mjs').Order} Order
 */

/**
 * What a form may look at when it words an answer.
 * @typedef {object} FormContext
 * @property {Slots} slots
 * @property {Order | undefined} order the order of `slots.order`; never undefined once a form that
 *   needs an order has it
 * @property {readonly string[]} said what the customer wrote before, oldest first
 */

/**
 * A task that takes several turns: which values it needs, whether it asks before it acts, and
 * what it says when it is done.
 * @typedef {object} Form
 * @property {(context: FormContext) => readonly SlotName[]} needs asked for in this order
 * @property {(context: FormContext) => string | undefined} [refuse] why it cannot be done
 * @property {(context: FormContext) => string} [confirm] the question before it acts
 * @property {SlotName} [correct] the slot that is asked for again when the customer says no
 * @property {(context: FormContext) => string} done
 */

/** How each slot is asked for. */
export const QUESTIONS = /** @type {const} */ ({
  order: 'What is the order number? It has six digits and starts with 1.',
  email: 'Which e-mail address should I use?',
  phone: 'Which phone number can we call you on?',
  iban: 'You paid by bank transfer. To which IBAN should the money go?',
  address: 'What is the new address, with postcode and town?',
  remedy: 'Would you like a replacement or a refund?',
  api_key: 'Which key is it? Please paste the whole of it.',
  card: 'Which card did you use?',
  code: 'Which code do you mean?',
});

/**
 * The order of a form that needs one.
 * @param {FormContext} context
 * @returns {Order}
 */
export function orderOf({ order }) {
  if (order === undefined) throw new Error('This form was finished without an order.');
  return order;
}
