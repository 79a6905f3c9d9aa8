import type { Detector } from '../../engine/detector.js';
import { usSsn } from './us-ssn.js';

/** Numbers that a state or an insurer gives to a person. */
export const identity: readonly Detector[] = [usSsn];
