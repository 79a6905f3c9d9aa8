import type { Finding } from '../engine/finding.js';
import { lineCounter, type ReportFinding } from '../report/report-finding.js';
import type { SanitizerCore } from '../sanitizer-core.js';
import type { Sanitizer } from '../sanitizer-types.js';
import type { Found } from '../structure/edit.js';

/** What a sanitizer tells for reports. */
export function reportWays(core: SanitizerCore): Pick<Sanitizer, 'inspect'> {
  const { finder } = core;
  return {
    inspect(text, { format, file = 'text' } = {}) {
      const edits = core.walk(text, format, core.replacement());
      const found = edits?.map(({ start, end, found: what }) => what && { ...what, start, end });
      return reportOf(core, text, file, found ?? valuesOf(text, finder.find(text).findings));
    },
  };
}

/** A value that was found, and where. */
type FoundValue = Found & { start: number; end: number };

function valuesOf(text: string, findings: readonly Finding[]): FoundValue[] {
  return findings
    .filter(({ kept }) => !kept)
    .map((finding) => ({ ...finding, value: text.slice(finding.start, finding.knownEnd) }));
}

function reportOf(
  { rules }: SanitizerCore,
  text: string,
  file: string,
  values: readonly (FoundValue | undefined)[],
): ReportFinding[] {
  const placeOf = lineCounter(text);
  return values.flatMap((found) => {
    if (found === undefined) return [];
    const { type, rule, confidence, value } = found;
    const { line, column } = placeOf(found.start);
    const { line: endLine, column: endColumn } = placeOf(found.end);
    const category = rules.categoryOf(type);
    const fingerprint = rules.fingerprintOf?.(type, value);
    return {
      rule,
      type,
      category,
      file,
      line,
      column,
      endLine,
      endColumn,
      confidence,
      fingerprint,
    };
  });
}
