import type { Detector } from '../../engine/detector.js';

/** Names of persons. */
export const people: readonly Detector[] = [];
