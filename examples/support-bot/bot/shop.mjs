import { readFile } from 'node:fs/promises';

const dataFolder = new URL('../data/', import.meta.url);

/**
 * @typedef {object} Order
 * @property {string} number six digits
 * @property {string} item
 * @property {string} total with its currency sign
 * @property {'card' | 'paypal' | 'transfer'} paid_by
 * @property {'processing' | 'shipped' | 'delivered' | 'held'} status
 * @property {string} carrier
 * @property {string} day when it arrives, or arrived
 * @property {string} email of the account that ordered
 *
 * @typedef {{ name: string; words: string[]; left: number; back?: string }} Product
 * @typedef {{ code: string; state: 'valid' | 'expired'; offer: string }} DiscountCode
 */

/** @param {string} file */
async function readData(file) {
  return JSON.parse(await readFile(new URL(file, dataFolder), 'utf8'));
}

/**
 * What the bot knows about the shop. Nothing is ever written back: two conversations about one
 * order give the same answers, in any sequence.
 */
export async function openShop() {
  /** @type {[Order[], Product[], DiscountCode[]]} */
  const [orders, products, codes] = await Promise.all([
    readData('orders.json'),
    readData('products.json'),
    readData('discount-codes.json'),
  ]);
  return {
    /** @param {string | undefined} number */
    order: (number) => orders.find((order) => order.number === number),
    /** @param {string} text the customer's words */
    product: (text) => {
      const words = text.toLowerCase();
      return products.find((product) => product.words.some((word) => words.includes(word)));
    },
    /** @param {string | undefined} code */
    discountCode: (code) => codes.find((entry) => entry.code === code?.toUpperCase()),
  };
}

/** @typedef {Awaited<ReturnType<typeof openShop>>} Shop */
