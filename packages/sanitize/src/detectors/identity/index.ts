import type { Detector } from '../../engine/detector.js';
import { dateOfBirth } from './date-of-birth.js';
import { drivingLicence } from './driving-licence.js';
import { healthNumber } from './health-number.js';
import { machineReadableZone } from './machine-readable-zone.js';
import { nationalId } from './national-id.js';
import { passport } from './passport.js';
import { taxId } from './tax-id.js';
import { usSsn } from './us-ssn.js';

/** Numbers that a state or an insurer gives to a person. */
export const identity: readonly Detector[] = [
  usSsn,
  nationalId,
  taxId,
  passport,
  machineReadableZone,
  drivingLicence,
  healthNumber,
  dateOfBirth,
];
