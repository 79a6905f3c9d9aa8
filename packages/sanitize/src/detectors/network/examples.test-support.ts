import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { ipV4, ipV4Examples } from './ip-v4.js';
import { ipV6, ipV6Examples } from './ip-v6.js';
import { mac, macExamples } from './mac.js';

/** Each detector of the group with its examples. */
export const networkExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: ipV4, examples: ipV4Examples },
  { detector: ipV6, examples: ipV6Examples },
  { detector: mac, examples: macExamples },
];
