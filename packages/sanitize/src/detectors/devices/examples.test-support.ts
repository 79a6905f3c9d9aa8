import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { imei, imeiExamples } from './imei.js';
import { vin, vinExamples } from './vin.js';

/** Each detector of the group with its examples. */
export const devicesExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: imei, examples: imeiExamples },
  { detector: vin, examples: vinExamples },
];
