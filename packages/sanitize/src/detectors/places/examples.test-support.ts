import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { address, addressExamples } from './address.js';
import { coordinates, coordinatesExamples } from './coordinates.js';

/** Each detector of the group with its examples. */
export const placesExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: coordinates, examples: coordinatesExamples },
  { detector: address, examples: addressExamples },
];
