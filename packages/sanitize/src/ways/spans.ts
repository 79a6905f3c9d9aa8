import type { Finding } from '../engine/finding.js';
import type { Span } from '../sanitizer-types.js';
import type { Edit } from '../structure/edit.js';

/** Spans of what is replaced; what somebody allowed is not told. */
export function spansOf(findings: readonly Finding[]): Span[] {
  const spans: Span[] = [];
  for (const finding of findings) {
    if (!finding.kept) spans.push(spanOf(finding, finding.start, finding.end));
  }
  return spans;
}

/** The span of a finding, or of the same in other offsets. */
export function spanOf(
  { type, rule, confidence }: Pick<Finding, 'type' | 'rule' | 'confidence'>,
  start: number,
  end: number,
): Span {
  return { type, rule, start, end, confidence };
}

/** Spans of edits that replace what was found. */
export function spansOfEdits(edits: readonly Edit[]): Span[] {
  return edits.flatMap(({ start, end, found }) =>
    found === undefined ? [] : [spanOf(found, start, end)],
  );
}
