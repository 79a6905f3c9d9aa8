import { regionOf } from '../detectors/contact/numbering-plan.js';
import { createPhoneDetector, phone } from '../detectors/contact/phone.js';
import type { PhonePart } from './catalog.js';
import { invalid, shown } from './problems.js';

/** `phoneRegion` for an entry that finds phones; it carries the metadata of their numbering plans. */
export const PHONES: PhonePart = {
  readRegion(value) {
    if (typeof value === 'string' && regionOf(value) !== undefined) return value.toUpperCase();
    const hint = 'Write a country in two letters (ISO 3166-1), such as GB, DE or US.';
    throw invalid('phoneRegion', `phoneRegion is ${shown(value)}, no region with phones.`, hint);
  },
  withRegion(detectors, region) {
    return detectors.map((one) => (one === phone ? createPhoneDetector({ region }) : one));
  },
};
