import type { Detector } from '../../engine/detector.js';
import { email } from './email.js';
import { phone } from './phone.js';
import { spelledEmail } from './spelled-email.js';

/** How a person is reached. */
export const contact: readonly Detector[] = [email, spelledEmail, phone];
