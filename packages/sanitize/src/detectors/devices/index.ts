import type { Detector } from '../../engine/detector.js';
import { imei } from './imei.js';
import { vin } from './vin.js';

/** Numbers of vehicles and devices. */
export const devices: readonly Detector[] = [imei, vin];
