import type { Detector } from '../../engine/detector.js';

/** Where somebody is. */
export const places: readonly Detector[] = [];
