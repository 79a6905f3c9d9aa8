import type { Detector, DetectorExamples } from '../engine/detector.js';
import { assignment, assignmentExamples } from './assignment.js';
import { bearer, bearerExamples } from './bearer.js';
import { email, emailExamples } from './email.js';
import { iban, ibanExamples } from './iban.js';
import { ipV4, ipV4Examples } from './ip-v4.js';
import { ipV6, ipV6Examples } from './ip-v6.js';
import { jwt, jwtExamples } from './jwt.js';
import { paymentCard, paymentCardExamples } from './payment-card.js';
import { phone, phoneExamples } from './phone.js';
import { privateKey, privateKeyExamples } from './private-key.js';
import { telegramToken, telegramTokenExamples } from './telegram-token.js';
import { urlSecret, urlSecretExamples } from './url-secret.js';
import { usSsn, usSsnExamples } from './us-ssn.js';

/** Each detector with its examples. Vendors' tokens have none: their rows make them. */
export const EXAMPLES: readonly { detector: Detector; examples: DetectorExamples }[] = [
  { detector: assignment, examples: assignmentExamples },
  { detector: bearer, examples: bearerExamples },
  { detector: email, examples: emailExamples },
  { detector: iban, examples: ibanExamples },
  { detector: ipV4, examples: ipV4Examples },
  { detector: ipV6, examples: ipV6Examples },
  { detector: jwt, examples: jwtExamples },
  { detector: paymentCard, examples: paymentCardExamples },
  { detector: phone, examples: phoneExamples },
  { detector: privateKey, examples: privateKeyExamples },
  { detector: telegramToken, examples: telegramTokenExamples },
  { detector: urlSecret, examples: urlSecretExamples },
  { detector: usSsn, examples: usSsnExamples },
];

/** A text with the values between `⟦` and `⟧`, as its plain text and the values' offsets. */
export function readMarked(marked: string): { text: string; spans: [number, number][] } {
  let text = '';
  const spans: [number, number][] = [];
  for (const [i, piece] of marked.split(/[⟦⟧]/).entries()) {
    if (i % 2 === 1) spans.push([text.length, text.length + piece.length]);
    text += piece;
  }
  return { text, spans };
}

/** All texts of all examples, found and ignored, without their marks. */
export const EXAMPLE_TEXTS: readonly string[] = EXAMPLES.flatMap(({ examples }) => [
  ...examples.found().map((marked) => readMarked(marked).text),
  ...examples.ignored(),
]);
