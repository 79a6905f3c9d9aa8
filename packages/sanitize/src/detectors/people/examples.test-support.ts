import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { person, personExamples } from './person.js';

/** Each detector of the group with its examples. */
export const peopleExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: person, examples: personExamples },
];
