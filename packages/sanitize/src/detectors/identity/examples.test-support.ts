import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { dateOfBirth, dateOfBirthExamples } from './date-of-birth.js';
import { drivingLicence, drivingLicenceExamples } from './driving-licence.js';
import { healthNumber, healthNumberExamples } from './health-number.js';
import { machineReadableZone, machineReadableZoneExamples } from './machine-readable-zone.js';
import { nationalId, nationalIdExamples } from './national-id.js';
import { passport, passportExamples } from './passport.js';
import { taxId, taxIdExamples } from './tax-id.js';
import { usSsn, usSsnExamples } from './us-ssn.js';

/** Each detector of the group with its examples. */
export const identityExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: usSsn, examples: usSsnExamples },
  { detector: nationalId, examples: nationalIdExamples },
  { detector: taxId, examples: taxIdExamples },
  { detector: passport, examples: passportExamples },
  { detector: machineReadableZone, examples: machineReadableZoneExamples },
  { detector: drivingLicence, examples: drivingLicenceExamples },
  { detector: healthNumber, examples: healthNumberExamples },
  { detector: dateOfBirth, examples: dateOfBirthExamples },
];
