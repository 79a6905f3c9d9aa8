import type { Detector } from '../engine/detector.js';
import { assignment } from './assignment.js';
import { bearer } from './bearer.js';
import { email } from './email.js';
import { iban } from './iban.js';
import { ipV4 } from './ip-v4.js';
import { ipV6 } from './ip-v6.js';
import { jwt } from './jwt.js';
import { paymentCard } from './payment-card.js';
import { phone } from './phone.js';
import { privateKey } from './private-key.js';
import { telegramToken } from './telegram-token.js';
import { urlSecret } from './url-secret.js';
import { usSsn } from './us-ssn.js';
import { vendorToken } from './vendor-token.js';

/** Every built-in detector. Of two that are as sure of the same stretch the first wins. */
export const DETECTORS: readonly Detector[] = [
  vendorToken,
  jwt,
  bearer,
  privateKey,
  urlSecret,
  telegramToken,
  assignment,
  paymentCard,
  iban,
  usSsn,
  email,
  ipV4,
  ipV6,
  phone,
];
