import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { healthNumber, healthNumberExamples } from './health-number.js';
import { nationalId, nationalIdExamples } from './national-id.js';
import { taxId, taxIdExamples } from './tax-id.js';
import { usSsn, usSsnExamples } from './us-ssn.js';

/** Each detector of the group with its examples. */
export const identityExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: usSsn, examples: usSsnExamples },
  { detector: nationalId, examples: nationalIdExamples },
  { detector: taxId, examples: taxIdExamples },
  { detector: healthNumber, examples: healthNumberExamples },
];
