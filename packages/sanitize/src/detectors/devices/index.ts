import type { Detector } from '../../engine/detector.js';

/** Numbers of vehicles and devices. */
export const devices: readonly Detector[] = [];
