import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { usSsn, usSsnExamples } from './us-ssn.js';

/** Each detector of the group with its examples. */
export const identityExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: usSsn, examples: usSsnExamples },
];
