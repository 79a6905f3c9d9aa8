import type { Detector } from '../../engine/detector.js';
import { person } from './person.js';

/** Names of persons. */
export const people: readonly Detector[] = [person];
