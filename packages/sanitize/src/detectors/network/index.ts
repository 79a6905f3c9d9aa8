import type { Detector } from '../../engine/detector.js';
import { ipV4 } from './ip-v4.js';
import { ipV6 } from './ip-v6.js';
import { mac, macInGroups, macWithColons, macWithoutSigns } from './mac.js';

/** Where a machine is. */
export const network: readonly Detector[] = [
  ipV4,
  ipV6,
  mac,
  macInGroups,
  macWithoutSigns,
  macWithColons,
];
