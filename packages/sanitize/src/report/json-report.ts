import type { ReportFinding } from './report-finding.js';

/** Findings as plain JSON, for programs; names are written as JSON mostly is, with `_`. */
export interface JsonReport {
  version: 1;
  /** How many findings of each type there are. */
  counts: Record<string, number>;
  findings: {
    rule: string;
    type: string;
    category: string;
    file: string;
    line: number;
    column: number;
    end_line: number;
    end_column: number;
    confidence: number;
    fingerprint: string | null;
  }[];
}

/** Makes a report of findings; it holds no value. */
export function toJsonReport(findings: readonly ReportFinding[]): JsonReport {
  const counts: Record<string, number> = {};
  for (const { type } of findings) counts[type] = (counts[type] ?? 0) + 1;
  return {
    version: 1,
    counts,
    findings: findings.map(({ endLine, endColumn, fingerprint, ...finding }) => ({
      ...finding,
      end_line: endLine,
      end_column: endColumn,
      fingerprint: fingerprint ?? null,
    })),
  };
}
