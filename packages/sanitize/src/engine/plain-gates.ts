import type { Detector, Gate } from './detector.js';
import {
  bitOf,
  createTable,
  EVERYBODY,
  Gates,
  Listeners,
  MOST_OWN,
  type Passes,
  UNASKED,
} from './gates.js';
import type { Window } from './window.js';

/** Plain numbers are told apart by their first two digits and by their length; longer ones are rare. */
const LEADS = 100;
const LONGEST_PLAIN = 20;

/** The detectors that digits wake, with what they say of plain numbers, see `PlainGate`. */
export class PlainGates extends Gates {
  #table: Int32Array | undefined;
  /** Who listens to words that announce a plain number. */
  readonly #announced: Listeners;
  /** Who is asked about every plain number. */
  readonly undemanding: number;
  /** Who else is asked about a short number before a word. */
  readonly beforeWord: number;

  constructor(detectors: readonly Detector[]) {
    super(detectors);
    this.#announced = new Listeners(detectors, (gate) => gate.plain?.announced);
    this.undemanding = maskOf(detectors, isUndemanding);
    this.beforeWord = maskOf(detectors, (_, gate) => gate?.plain?.beforeWord === true);
  }

  /** Who may have an interest in a number of digits alone. */
  ofPlain(window: Window, start: number, length: number): number {
    if (length > LONGEST_PLAIN) return EVERYBODY;
    this.#table ??= createTable((LONGEST_PLAIN + 1) * LEADS);
    const lead = (window.codes[start]! - 48) * 10 + window.codes[start + 1]! - 48;
    const index = length * LEADS + lead;
    const known = this.#table[index]!;
    const alone = known === UNASKED ? this.ask(this.#table, index, passesPlain) : known;
    return alone | this.ofFraction(window, start);
  }

  /** Who may have an interest in a decimal fraction. */
  ofFraction(window: Window, start: number): number {
    return this.undemanding | this.#announced.hear(window, start);
  }
}

const passesPlain: Passes = ({ plain }, index) =>
  plain?.alone?.(Math.floor(index / LEADS), index % LEADS) ?? plain === undefined;

/** Whether it shows in no table that a detector has no interest in a plain number. */
function isUndemanding(detector: number, gate: Gate | undefined): boolean {
  return detector >= MOST_OWN || gate?.plain === undefined || gate.plain.announced?.bit === 0;
}

function maskOf(
  detectors: readonly Detector[],
  isOne: (detector: number, gate: Gate | undefined) => boolean,
): number {
  let mask = 0;
  for (const [d, { gate }] of detectors.entries()) if (isOne(d, gate)) mask |= bitOf(d);
  return mask;
}
