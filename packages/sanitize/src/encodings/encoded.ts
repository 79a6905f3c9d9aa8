import type { Finding } from '../engine/finding.js';
import type { Hint } from '../engine/labels.js';

/** The type of detectors that find other types in what they decode. */
export const ENCODED = 'encoded';

/** Finds in a decoded text, without decoding what is encoded there again. */
export type FindDecoded = (text: string, hint?: Hint) => readonly Finding[];

/** The finding that says best what an encoded value holds. */
export function surest(findings: readonly Finding[]): Finding | undefined {
  let best: Finding | undefined;
  for (const finding of findings) {
    if (!finding.kept && finding.confidence > (best?.confidence ?? 0)) best = finding;
  }
  return best;
}
