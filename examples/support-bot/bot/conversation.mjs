import { answers } from './answers.mjs';
import { accountForms } from './forms/account.mjs';
import { QUESTIONS } from './forms/form.mjs';
import { orderForms } from './forms/orders.mjs';
import { paymentForms } from './forms/payments.mjs';
import { extractSlots } from './slots.mjs';
import { SMALL_TALK, UNDERSTOOD, understand } from './understanding.mjs';

/** @typedef {import('./forms/form.mjs').SlotName} SlotName */

/**
 * An answer, with what led to it.
 * @typedef {object} Reply
 * @property {string} text
 * @property {{ intent: string; score: number; form?: string; awaiting?: string; slots: Record<string, string> }} metadata
 */

/** In the middle of a task it takes more to change the subject. */
const CHANGES_THE_SUBJECT = 0.75;
/** Characters. What comes after them in a message is not read; whole novels take time. */
const LONGEST_READ = 4000;

const forms = { ...orderForms, ...paymentForms, ...accountForms };

const NOT_UNDERSTOOD =
  'Sorry, I did not understand that. I can help with orders, returns, payments and your account.';
const OFFER_HUMAN = 'Sorry, I still do not understand. Shall a colleague call you?';

/**
 * One customer's conversation. It remembers the values that were given, the task that is under
 * way and what was said, and shares nothing with other conversations.
 */
export class Conversation {
  /** @type {import('./forms/form.mjs').Slots} */
  #slots = {};
  /** @type {string[]} */
  #said = [];
  /** @type {string | undefined} */
  #form;
  /** @type {SlotName | 'confirmation' | undefined} */
  #awaiting;
  #misses = 0;
  #classify;
  #shop;

  /**
   * @param {object} options
   * @param {import('./classifier.mjs').Classify} options.classify
   * @param {import('./shop.mjs').Shop} options.shop
   */
  constructor({ classify, shop }) {
    this.#classify = classify;
    this.#shop = shop;
  }

  /**
   * Answers one message.
   * @param {string} text
   * @returns {Promise<Reply>}
   */
  async reply(text) {
    const read = text.slice(0, LONGEST_READ);
    const { slots, rest } = extractSlots(read);
    Object.assign(this.#slots, slots);
    const understood = await understand(this.#classify, rest);
    const answer = this.#answer({ text: read, rest, slots, ...understood });
    if (!SMALL_TALK.includes(understood.intent)) this.#said.push(read);
    return {
      text: answer,
      metadata: {
        ...understood,
        ...(this.#form === undefined ? {} : { form: this.#form }),
        ...(this.#awaiting === undefined ? {} : { awaiting: this.#awaiting }),
        slots,
      },
    };
  }

  /** @param {Turn} turn */
  #answer(turn) {
    if (this.#form !== undefined) {
      if (!this.#changesTheSubject(turn)) return this.#continue(this.#form, turn);
      this.#leave();
    }
    if (turn.score < UNDERSTOOD || turn.intent === 'None') return this.#missed();
    this.#misses = 0;
    if (turn.intent in forms) return this.#advance(turn.intent);
    const answer = answers[turn.intent];
    if (answer === undefined) throw new Error(`No answer is written for ${turn.intent}.`);
    return answer({ ...turn, shop: this.#shop });
  }

  /**
   * A free text such as an address is taken as it stands; elsewhere a confident other intent
   * wins over the question that is open.
   * @param {Turn} turn
   */
  #changesTheSubject({ intent, score, slots }) {
    if (intent === this.#form || ['affirm', 'deny', 'greeting', 'thanks'].includes(intent)) {
      return false;
    }
    if (this.#awaiting !== undefined && this.#awaiting in slots) return false;
    if (intent === 'human') return score >= UNDERSTOOD;
    if (this.#awaiting === 'address' || this.#awaiting === 'remedy') return false;
    return score >= CHANGES_THE_SUBJECT && (intent in forms || intent in answers);
  }

  /**
   * @param {string} name
   * @param {Turn} turn
   */
  #continue(name, turn) {
    if (this.#awaiting === 'confirmation') return this.#confirmed(name, turn);
    if (this.#awaiting === 'address' && turn.intent !== 'deny') {
      this.#slots.address = turn.text.trim();
    }
    if (this.#awaiting === 'remedy') {
      if (/replac|new one|another|exchange/i.test(turn.text)) this.#slots.remedy = 'replacement';
      else if (/refund|money/i.test(turn.text)) this.#slots.remedy = 'refund';
    }
    if (this.#awaiting !== undefined && this.#slots[this.#awaiting] === undefined) {
      if (turn.intent === 'deny') {
        this.#leave();
        return 'All right, I leave it at that. Is there anything else?';
      }
      this.#misses += 1;
      if (this.#misses > 1 && name !== 'human') return this.#offerHuman();
      return `Sorry, I still need this. ${QUESTIONS[this.#awaiting]}`;
    }
    return this.#advance(name);
  }

  /**
   * @param {string} name
   * @param {Turn} turn
   */
  #confirmed(name, turn) {
    const form = forms[name];
    if (turn.intent === 'affirm') {
      return form?.confirm === undefined ? this.#advance(name) : this.#finish(name);
    }
    // Whoever gives another value is asked again, with that value.
    if (Object.keys(turn.slots).length > 0) return this.#advance(name);
    if (turn.intent === 'deny') {
      if (form?.correct === undefined) {
        this.#leave();
        return 'All right, I did nothing. Is there anything else?';
      }
      delete this.#slots[form.correct];
      return this.#advance(name);
    }
    return 'Please answer with yes or no.';
  }

  /**
   * Asks for what the form still needs, or finishes it.
   * @param {string} name
   */
  #advance(name) {
    const form = forms[name];
    if (form === undefined) throw new Error(`There is no form ${name}.`);
    this.#form = name;
    const number = this.#slots.order;
    if (number !== undefined && this.#shop.order(number) === undefined) {
      delete this.#slots.order;
      this.#awaiting = 'order';
      return `I cannot find an order ${number}. Please check the number in your confirmation e-mail.`;
    }
    if (number !== undefined) {
      const refusal = form.refuse?.(this.#context());
      if (refusal !== undefined) {
        this.#leave();
        return refusal;
      }
    }
    const missing = form.needs(this.#context()).find((slot) => this.#slots[slot] === undefined);
    if (missing !== undefined) {
      this.#awaiting = missing;
      return QUESTIONS[missing];
    }
    this.#misses = 0;
    if (form.confirm === undefined) return this.#finish(name);
    this.#awaiting = 'confirmation';
    return form.confirm(this.#context());
  }

  /** @param {string} name */
  #finish(name) {
    const text = forms[name]?.done(this.#context()) ?? '';
    this.#leave();
    return text;
  }

  #missed() {
    this.#misses += 1;
    return this.#misses > 1 ? this.#offerHuman() : NOT_UNDERSTOOD;
  }

  #offerHuman() {
    this.#leave();
    this.#form = 'human';
    this.#awaiting = 'confirmation';
    return OFFER_HUMAN;
  }

  #leave() {
    this.#form = undefined;
    this.#awaiting = undefined;
    this.#misses = 0;
    delete this.#slots.address;
    delete this.#slots.remedy;
  }

  #context() {
    return { slots: this.#slots, order: this.#shop.order(this.#slots.order), said: this.#said };
  }
}

/**
 * @typedef {object} Turn
 * @property {string} text
 * @property {string} rest
 * @property {import('./slots.mjs').ExtractedSlots} slots
 * @property {string} intent
 * @property {number} score
 */
