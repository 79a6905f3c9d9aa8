import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { assignment, assignmentExamples } from './assignment.js';
import { azureSecret, azureSecretExamples } from './azure-secret.js';
import { bearer, bearerExamples } from './bearer.js';
import { jwt, jwtExamples } from './jwt.js';
import { keyedSecret, keyedSecretExamples } from './keyed-secret.js';
import { namedSecret, namedSecretExamples } from './named-secret.js';
import { privateKey, privateKeyExamples } from './private-key.js';
import { telegramToken, telegramTokenExamples } from './telegram-token.js';
import { urlSecret, urlSecretExamples } from './url-secret.js';

/** Each detector of the group with its examples. Vendors' tokens have none: their rows make them. */
export const secretsExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: jwt, examples: jwtExamples },
  { detector: bearer, examples: bearerExamples },
  { detector: privateKey, examples: privateKeyExamples },
  { detector: urlSecret, examples: urlSecretExamples },
  { detector: telegramToken, examples: telegramTokenExamples },
  { detector: assignment, examples: assignmentExamples },
  { detector: azureSecret, examples: azureSecretExamples },
  { detector: namedSecret, examples: namedSecretExamples },
  { detector: keyedSecret, examples: keyedSecretExamples },
];
