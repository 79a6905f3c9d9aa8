import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { email, emailExamples } from './email.js';
import { phone, phoneExamples } from './phone.js';

/** Each detector of the group with its examples. */
export const contactExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: email, examples: emailExamples },
  { detector: phone, examples: phoneExamples },
];
