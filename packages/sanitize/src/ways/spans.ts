import type { Finding } from '../engine/finding.js';
import type { Span } from '../sanitizer-types.js';
import type { Edit } from '../structure/edit.js';

/** Spans of what is replaced; what somebody allowed is not told. */
export function spansOf(findings: readonly Finding[]): Span[] {
  return findings
    .filter(({ kept }) => !kept)
    .map(({ type, rule, start, end, confidence }) => ({ type, rule, start, end, confidence }));
}

/** Spans of edits that replace what was found. */
export function spansOfEdits(edits: readonly Edit[]): Span[] {
  return edits.flatMap(({ start, end, found }) =>
    found === undefined
      ? []
      : [{ type: found.type, rule: found.rule, start, end, confidence: found.confidence }],
  );
}
