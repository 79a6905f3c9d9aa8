import type { Detector } from '../../engine/detector.js';
import { email } from './email.js';
import { phone } from './phone.js';

/** How a person is reached. */
export const contact: readonly Detector[] = [email, phone];
