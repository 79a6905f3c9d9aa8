import type { Detector } from '../../engine/detector.js';
import { address } from './address.js';
import { coordinates } from './coordinates.js';

/** Where somebody is. */
export const places: readonly Detector[] = [coordinates, address];
