import type { Detector } from '../../engine/detector.js';
import { assignment } from './assignment.js';
import { azureSecret } from './azure-secret.js';
import { bearer } from './bearer.js';
import { jwt } from './jwt.js';
import { keyedSecret, keyedShortSecret } from './keyed-secret.js';
import { namedSecret } from './named-secret.js';
import { privateKey } from './private-key.js';
import { telegramToken } from './telegram-token.js';
import { urlSecret } from './url-secret.js';
import { vendorToken } from './vendor-token.js';

/** What gives access: tokens, keys, passwords. */
export const secrets: readonly Detector[] = [
  vendorToken,
  jwt,
  bearer,
  privateKey,
  urlSecret,
  telegramToken,
  assignment,
  azureSecret,
  keyedSecret,
  keyedShortSecret,
  namedSecret,
];
