import type { Detector } from '../../engine/detector.js';
import { bankRouting } from './bank-routing.js';
import { bic } from './bic.js';
import { cryptoAddress, plainCryptoAddress } from './crypto-address.js';
import { iban } from './iban.js';
import { paymentCard } from './payment-card.js';

/** Cards and accounts. */
export const financial: readonly Detector[] = [
  paymentCard,
  iban,
  bic,
  bankRouting,
  cryptoAddress,
  plainCryptoAddress,
];
