import type { Detector, DetectorExamples } from '../../engine/detector.js';

/** Each detector of the group with its examples. */
export const devicesExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [];
