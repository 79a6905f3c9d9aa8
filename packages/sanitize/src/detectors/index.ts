import type { Detector } from '../engine/detector.js';
import { contact } from './contact/index.js';
import { devices } from './devices/index.js';
import { financial } from './financial/index.js';
import { identity } from './identity/index.js';
import { network } from './network/index.js';
import { people } from './people/index.js';
import { places } from './places/index.js';
import { secrets } from './secrets/index.js';

/** Every built-in detector. Of two that are as sure of the same stretch the first wins. */
export const DETECTORS: readonly Detector[] = [
  ...secrets,
  ...financial,
  ...identity,
  ...contact,
  ...network,
  ...devices,
  ...places,
  ...people,
];
