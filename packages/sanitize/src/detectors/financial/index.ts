import type { Detector } from '../../engine/detector.js';
import { iban } from './iban.js';
import { paymentCard } from './payment-card.js';

/** Cards and accounts. */
export const financial: readonly Detector[] = [paymentCard, iban];
