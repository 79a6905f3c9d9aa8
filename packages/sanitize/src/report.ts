export { formatBaseline, parseBaseline } from './report/baseline.js';
export { type JsonReport, toJsonReport } from './report/json-report.js';
export type { ReportFinding } from './report/report-finding.js';
export { type SarifLog, toSarif } from './report/sarif.js';
