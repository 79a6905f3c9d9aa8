import {
  bankAccount,
  cardNumber,
  emailAddress,
  ipAddress,
  macAddress,
  phoneNumber,
  socialSecurityNumber,
  webAddress,
} from './identities.js';
import type { Locale } from './languages/index.js';
import type { SeededRandom } from './random.js';

/** What a slot of the user's holds: one of a list, or a whole number in a range. */
export type SlotSource = readonly string[] | { from: number; to: number };

/** Products that nobody sells. */
const PRODUCTS = [
  'Lumoria 40',
  'Veltrino Mini',
  'Quovo S2',
  'Brimlo Pro',
  'Zentari 12',
  'Folduro XL',
  'Kestrava One',
  'Nimbolo Air',
] as const;
/** Without those that are taken for digits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

type MakeValue = (random: SeededRandom, locale: Locale) => string;

const BUILT_IN: Readonly<Record<string, MakeValue>> = {
  order_id: (random) => `${letter(random)}${letter(random)}-${random.digits(5)}`,
  product: (random) => random.pick(PRODUCTS),
  count: (random) => String(random.between(2, 9)),
  days: (random) => String(random.between(3, 30)),
  date: (random, { language }) =>
    fill(language.date, {
      month: random.pick(language.months),
      day: String(random.between(1, 28)),
    }),
  time: (random, { language }) =>
    fill(language.time, {
      hour: String(random.between(8, 20)),
      minute: String(random.below(60)).padStart(2, '0'),
    }),
  amount: (random, { language }) =>
    fill(language.money, { whole: String(random.between(5, 950)), cents: `${random.below(10)}9` }),
  city: (random, { language }) => random.pick(language.cities),
  name: (random, { language }) => random.pick(language.names),
  email: (random) => emailAddress(random),
  phone: (random, { region }) => phoneNumber(random, region),
  card: (random) => cardNumber(random),
  iban: (random) => bankAccount(random),
  ssn: (random) => socialSecurityNumber(random),
  ip: (random) => ipAddress(random),
  mac: (random) => macAddress(random),
  url: (random) => webAddress(random),
};

/** The slots that every template may use. */
export const SLOT_NAMES: readonly string[] = Object.keys(BUILT_IN);

/** Of these somebody names another one each time. */
const FRESH: ReadonlySet<string> = new Set(['count', 'days', 'date', 'time', 'amount', 'city']);

/**
 * The values of one conversation: who asks, and the order that it is about, stay the same; dates and
 * amounts do not.
 */
export class SlotValues {
  readonly #random: SeededRandom;
  readonly #locale: Locale;
  readonly #own: ReadonlyMap<string, SlotSource>;
  readonly #kept = new Map<string, string>();

  constructor(random: SeededRandom, locale: Locale, own: ReadonlyMap<string, SlotSource>) {
    this.#random = random;
    this.#locale = locale;
    this.#own = own;
  }

  /** @param slot - a built-in one, one of the user's, or one that was set */
  readonly slotValue = (slot: string): string => {
    const kept = this.#kept.get(slot);
    if (kept !== undefined) return kept;
    const value = this.#make(slot);
    if (!FRESH.has(slot) || this.#own.has(slot)) this.#kept.set(slot, value);
    return value;
  };

  /** Gives a slot a value. */
  set(slot: string, value: string): void {
    this.#kept.set(slot, value);
  }

  #make(slot: string): string {
    const own = this.#own.get(slot);
    if (own !== undefined) {
      return 'from' in own
        ? String(this.#random.between(own.from, own.to))
        : this.#random.pick(own);
    }
    const make = Object.hasOwn(BUILT_IN, slot) ? BUILT_IN[slot] : undefined;
    if (make === undefined) throw new TypeError(`There is no slot "${slot}".`);
    return make(this.#random, this.#locale);
  }
}

function letter(random: SeededRandom): string {
  return LETTERS[random.below(LETTERS.length)] ?? 'A';
}

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
