import type { Detector } from '../../engine/detector.js';
import { assignment } from './assignment.js';
import { authScheme } from './auth-scheme.js';
import { awsSecretKey } from './aws-secret-key.js';
import { azureSecret } from './azure-secret.js';
import { commandLine, gluedPassword } from './command-line.js';
import { foreignProse } from './foreign-prose.js';
import { highEntropy } from './high-entropy.js';
import { jwt } from './jwt.js';
import { keyedSecret, keyedShortSecret } from './keyed-secret.js';
import { kubernetesSecret } from './kubernetes-secret.js';
import { elementSecret, namedSecret } from './named-secret.js';
import { privateKey } from './private-key.js';
import { proseSecret } from './prose-secret.js';
import { puttyKey } from './putty-key.js';
import { telegramToken } from './telegram-token.js';
import { unknownVendor } from './unknown-vendor.js';
import { urlSecret } from './url-secret.js';
import { vendorToken } from './vendor-token.js';
import { webhookUrl } from './webhook-url.js';

/** What gives access: tokens, keys, passwords. */
export const secrets: readonly Detector[] = [
  vendorToken,
  jwt,
  authScheme,
  privateKey,
  puttyKey,
  urlSecret,
  webhookUrl,
  telegramToken,
  assignment,
  commandLine,
  gluedPassword,
  awsSecretKey,
  azureSecret,
  keyedSecret,
  keyedShortSecret,
  namedSecret,
  elementSecret,
  kubernetesSecret,
  proseSecret,
  foreignProse,
  unknownVendor,
  highEntropy,
];
