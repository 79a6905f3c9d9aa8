import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { email, emailExamples } from './email.js';
import { phone, phoneExamples } from './phone.js';
import { spelledEmail, spelledEmailExamples } from './spelled-email.js';

/** Each detector of the group with its examples. */
export const contactExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: email, examples: emailExamples },
  { detector: spelledEmail, examples: spelledEmailExamples },
  { detector: phone, examples: phoneExamples },
];
