import type { Detector, DetectorExamples } from '../../engine/detector.js';
import { assignment, assignmentExamples } from './assignment.js';
import { authScheme, authSchemeExamples } from './auth-scheme.js';
import { awsSecretKey, awsSecretKeyExamples } from './aws-secret-key.js';
import { azureSecret, azureSecretExamples } from './azure-secret.js';
import { commandLine, commandLineExamples } from './command-line.js';
import { foreignProse, foreignProseExamples } from './foreign-prose.js';
import { highEntropy, highEntropyExamples } from './high-entropy.js';
import { jwt, jwtExamples } from './jwt.js';
import { keyedSecret, keyedSecretExamples } from './keyed-secret.js';
import { kubernetesSecret, kubernetesSecretExamples } from './kubernetes-secret.js';
import { namedSecret, namedSecretExamples } from './named-secret.js';
import { privateKey, privateKeyExamples } from './private-key.js';
import { proseSecret, proseSecretExamples } from './prose-secret.js';
import { puttyKey, puttyKeyExamples } from './putty-key.js';
import { telegramToken, telegramTokenExamples } from './telegram-token.js';
import { unknownVendor, unknownVendorExamples } from './unknown-vendor.js';
import { urlSecret, urlSecretExamples } from './url-secret.js';
import { webhookUrl, webhookUrlExamples } from './webhook-url.js';

/** Each detector of the group with its examples. Vendors' tokens have none: their rows make them. */
export const secretsExamples: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: jwt, examples: jwtExamples },
  { detector: authScheme, examples: authSchemeExamples },
  { detector: commandLine, examples: commandLineExamples },
  { detector: privateKey, examples: privateKeyExamples },
  { detector: urlSecret, examples: urlSecretExamples },
  { detector: puttyKey, examples: puttyKeyExamples },
  { detector: webhookUrl, examples: webhookUrlExamples },
  { detector: telegramToken, examples: telegramTokenExamples },
  { detector: assignment, examples: assignmentExamples },
  { detector: awsSecretKey, examples: awsSecretKeyExamples },
  { detector: azureSecret, examples: azureSecretExamples },
  { detector: namedSecret, examples: namedSecretExamples },
  { detector: kubernetesSecret, examples: kubernetesSecretExamples },
  { detector: foreignProse, examples: foreignProseExamples },
  { detector: proseSecret, examples: proseSecretExamples },
  { detector: unknownVendor, examples: unknownVendorExamples },
  { detector: highEntropy, examples: highEntropyExamples },
  { detector: keyedSecret, examples: keyedSecretExamples },
];
