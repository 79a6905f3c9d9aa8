import type { Anchor, Detector } from './detector.js';
import { Gates } from './gates.js';
import { Keywords } from './keywords.js';

/** The detectors that are on, by what wakes them. */
export type Plan = Readonly<Record<Exclude<Anchor, 'keyword'>, Gates>> & {
  readonly keywords: Keywords;
};

/** Sorts the detectors of the given types by their anchors. Their order decides ties. */
export function createPlan(detectors: readonly Detector[], types: readonly string[]): Plan {
  const on = detectors.filter(({ type }) => types.includes(type));
  const wokenBy = (anchor: Anchor) =>
    new Gates(on.filter(({ anchors }) => anchors.includes(anchor)));
  return {
    at: wokenBy('at'),
    colon: wokenBy('colon'),
    equals: wokenBy('equals'),
    digits: wokenBy('digits'),
    number: wokenBy('number'),
    initials: wokenBy('initials'),
    mixed: wokenBy('mixed'),
    token: wokenBy('token'),
    capitals: wokenBy('capitals'),
    capitalized: wokenBy('capitalized'),
    dashes: wokenBy('dashes'),
    keywords: new Keywords(on),
  };
}
