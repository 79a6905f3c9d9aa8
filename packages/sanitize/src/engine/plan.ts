import type { SensitiveType } from '../types.js';
import type { Anchor, Detector } from './detector.js';

/** The detectors that are on, by what wakes them. */
export type Plan = Readonly<Record<Anchor, readonly Detector[]>>;

/** Sorts the detectors of the given types by their anchors. Their order decides ties. */
export function createPlan(detectors: readonly Detector[], types: readonly SensitiveType[]): Plan {
  const wokenBy = (anchor: Anchor) =>
    detectors.filter(({ type, anchors }) => types.includes(type) && anchors.includes(anchor));
  return {
    at: wokenBy('at'),
    colon: wokenBy('colon'),
    equals: wokenBy('equals'),
    digits: wokenBy('digits'),
    coded: wokenBy('coded'),
    token: wokenBy('token'),
    dashes: wokenBy('dashes'),
  };
}
