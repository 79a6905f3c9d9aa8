import { PHONE_METADATA } from './phone-metadata.js';

/** The numbers behind one country calling code. */
export interface NumberingPlan {
  readonly callingCode: string;
  /** Whether a national number is of a form that is given out there. */
  isValid(national: string): boolean;
  /** Whether a national number has a length that occurs there. */
  isPossible(national: string): boolean;
}

/** A region's plan, and the digits that come before its numbers within it. */
export interface Region {
  readonly plan: NumberingPlan;
  readonly trunk: string;
}

class Plan implements NumberingPlan {
  readonly callingCode: string;
  readonly #source: string;
  #lengths = 0;
  #pattern: RegExp | undefined;

  constructor(callingCode: string, lengths: string, source: string) {
    this.callingCode = callingCode;
    this.#source = source;
    for (const length of lengths.split(',')) this.#lengths |= 1 << Number(length);
  }

  isPossible(national: string): boolean {
    return (this.#lengths & (1 << national.length)) !== 0;
  }

  isValid(national: string): boolean {
    if (!this.isPossible(national)) return false;
    this.#pattern ??= new RegExp(`^(?:${this.#source.replaceAll('#', '\\d')})$`);
    return this.#pattern.test(national);
  }
}

interface Plans {
  byCode: ReadonlyMap<string, NumberingPlan>;
  byRegion: ReadonlyMap<string, Region>;
}

let plans: Plans | undefined;

/** Reads the metadata when the first number asks for it, so that importing it costs nothing. */
function readPlans(): Plans {
  if (plans !== undefined) return plans;
  const byCode = new Map<string, NumberingPlan>();
  const byRegion = new Map<string, Region>();
  for (const line of PHONE_METADATA.trim().split('\n')) {
    const [code, regions, lengths, pattern] = line.split(' ') as [string, string, string, string];
    const plan = new Plan(code, lengths, pattern);
    byCode.set(code, plan);
    if (regions === '') continue;
    for (const region of regions.split(',')) {
      byRegion.set(region.slice(0, 2), { plan, trunk: region.slice(2) });
    }
  }
  plans = { byCode, byRegion };
  return plans;
}

/** The plan of the calling code with which digits in international form begin. */
export function planOf(digits: string): NumberingPlan | undefined {
  const { byCode } = readPlans();
  return (
    byCode.get(digits.slice(0, 1)) ??
    byCode.get(digits.slice(0, 2)) ??
    byCode.get(digits.slice(0, 3))
  );
}

/** A region by its two letters (ISO 3166-1), in any case; undefined if there is none. */
export function regionOf(name: string): Region | undefined {
  return readPlans().byRegion.get(name.toUpperCase());
}

/** Whether digits are a number of a region as it is dialled there, with or without the trunk prefix. */
export function isNationalNumber(digits: string, { plan, trunk }: Region): boolean {
  if (trunk !== '' && digits.startsWith(trunk)) {
    const rest = digits.slice(trunk.length);
    // Where the prefix is 8, as it was in the Soviet Union, a 0 may follow it.
    if (
      plan.isValid(rest) ||
      (trunk === '8' && rest.startsWith('0') && plan.isValid(rest.slice(1)))
    ) {
      return true;
    }
  }
  return plan.isValid(digits);
}
