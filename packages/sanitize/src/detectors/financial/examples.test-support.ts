import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { bankRouting, bankRoutingExamples } from './bank-routing.js';
import { bic, bicExamples } from './bic.js';
import { cryptoAddress, cryptoAddressExamples } from './crypto-address.js';
import { iban, ibanExamples } from './iban.js';
import { paymentCard, paymentCardExamples } from './payment-card.js';

/** Each detector of the group with its examples. */
export const financialExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: paymentCard, examples: paymentCardExamples },
  { detector: iban, examples: ibanExamples },
  { detector: bic, examples: bicExamples },
  { detector: bankRouting, examples: bankRoutingExamples },
  { detector: cryptoAddress, examples: cryptoAddressExamples },
];
