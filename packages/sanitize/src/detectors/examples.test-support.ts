import type { Detector, DetectorExamples } from '../engine/detector.js';
import { contactExamples } from './contact/examples.test-support.js';
import { devicesExamples } from './devices/examples.test-support.js';
import { financialExamples } from './financial/examples.test-support.js';
import { identityExamples } from './identity/examples.test-support.js';
import { networkExamples } from './network/examples.test-support.js';
import { peopleExamples } from './people/examples.test-support.js';
import { placesExamples } from './places/examples.test-support.js';
import { secretsExamples } from './secrets/examples.test-support.js';

/** Each detector with its examples. */
export const EXAMPLES: readonly { detector: Detector; examples: DetectorExamples }[] = [
  ...secretsExamples,
  ...financialExamples,
  ...identityExamples,
  ...contactExamples,
  ...networkExamples,
  ...devicesExamples,
  ...placesExamples,
  ...peopleExamples,
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
