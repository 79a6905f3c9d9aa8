import { regionOf } from '../detectors/contact/numbering-plan.js';
import { createPhoneDetector, phone } from '../detectors/contact/phone.js';
import type { Detector } from '../engine/detector.js';
import { invalid, shown } from './problems.js';

/**
 * Reads `phoneRegion`, the region whose national numbers are phones without a label too.
 *
 * @returns two letters as ISO 3166-1 writes them, or `undefined` if it is not there
 * @throws SanitizerConfigurationError `configuration_invalid` for anything that is no region
 */
export function readPhoneRegion(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && regionOf(value) !== undefined) return value.toUpperCase();
  const hint = 'Write a country in two letters (ISO 3166-1), such as GB, DE or US.';
  throw invalid('phoneRegion', `phoneRegion is ${shown(value)}, no region with phones.`, hint);
}

/** The same detectors, with the one for phones reading the national forms of a region. */
export function withPhoneRegion(
  detectors: readonly Detector[],
  region: string | undefined,
): readonly Detector[] {
  if (region === undefined) return detectors;
  return detectors.map((one) => (one === phone ? createPhoneDetector({ region }) : one));
}
