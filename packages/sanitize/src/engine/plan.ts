import { AT, BEYOND_ASCII, COLON, EQUALS } from './characters.js';
import type { Anchor, Detector } from './detector.js';
import { Gates } from './gates.js';
import { Keywords } from './keywords.js';
import type { Numbers } from './numbers.js';
import { PairFilterInWaiting } from './pair-filter.js';

/** The detectors that are on, by what wakes them. */
export type Plan = Readonly<Record<Exclude<Anchor, 'keyword' | 'digits' | 'number'>, Gates>> & {
  readonly keywords: Keywords;
  /** Those that digits wake, if any does. */
  readonly numbers: Numbers | undefined;
  /** Those that a run wakes by its letters and digits, and not by its length too. */
  readonly mixedOnly: Gates;
  /** By the class of a character between runs, whether it wakes anybody. */
  readonly signs: Uint8Array;
  /** What of a text need not be looked at. */
  readonly pairs: PairFilterInWaiting;
};

/** Makes what looks at numbers, of the detectors that are on. */
export type CreateNumbers = (on: readonly Detector[]) => Numbers;

/**
 * Sorts the detectors of the given types by their anchors. Their order decides ties.
 *
 * @param createNumbers - for detectors that digits wake; where there are none, it need not be carried
 */
export function createPlan(
  detectors: readonly Detector[],
  types: readonly string[],
  createNumbers?: CreateNumbers,
): Plan {
  const on = detectors.filter(({ type }) => types.includes(type));
  const woken = (anchor: Anchor) => on.filter(({ anchors }) => anchors.includes(anchor));
  const wokenBy = (anchor: Anchor) => new Gates(woken(anchor));
  const [at, colon, equals] = [wokenBy('at'), wokenBy('colon'), wokenBy('equals')];
  const keywords = new Keywords(on);
  const capitalized = wokenBy('capitalized');
  const signs = new Uint8Array(256);
  signs[AT] = at.isEmpty ? 0 : 1;
  signs[COLON] = colon.isEmpty ? 0 : 1;
  signs[EQUALS] = equals.isEmpty ? 0 : 1;
  signs[BEYOND_ASCII] = keywords.hasForeign || !capitalized.isEmpty ? 1 : 0;
  return {
    at,
    colon,
    equals,
    signs,
    pairs: new PairFilterInWaiting({
      signs,
      keywords: keywords.bareWords,
      capitals: !capitalized.isEmpty,
    }),
    numbers: woken('digits').length + woken('number').length > 0 ? createNumbers?.(on) : undefined,
    initials: wokenBy('initials'),
    mixed: wokenBy('mixed'),
    mixedOnly: new Gates(woken('mixed').filter(({ anchors }) => !anchors.includes('token'))),
    token: wokenBy('token'),
    capitals: wokenBy('capitals'),
    capitalized,
    dashes: wokenBy('dashes'),
    keywords,
  };
}
