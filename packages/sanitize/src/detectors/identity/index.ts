import type { Detector } from '../../engine/detector.js';
import { healthNumber } from './health-number.js';
import { nationalId } from './national-id.js';
import { taxId } from './tax-id.js';
import { usSsn } from './us-ssn.js';

/** Numbers that a state or an insurer gives to a person. */
export const identity: readonly Detector[] = [usSsn, nationalId, taxId, healthNumber];
