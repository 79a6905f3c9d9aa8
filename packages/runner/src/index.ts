export { criterionTypes } from './criteria/parse-criteria.js';
export type { Leak } from './ledger/leak-log.js';
export { LedgerError } from './ledger/ledger-error.js';
export type { Plan, PlannedScenario } from './ledger/plan.js';
export { PlanChangedError } from './ledger/plan-changed-error.js';
export { type LoadedRun, readRun, rebuildSummary } from './ledger/read-run.js';
export { findRun, listRuns, type StoredRun } from './ledger/run-folder.js';
export type { RunSummary } from './ledger/summary.js';
export {
  type RunEvent,
  type RunOutcome,
  type RunTestsOptions,
  runTests,
} from './pipeline/run-tests.js';
export { reasonOf, titleOf } from './reports/reason.js';
export {
  REPORT_FILES,
  REPORT_FORMATS,
  type ReportFormat,
  type ReportOutput,
} from './reports/report.js';
export { type VerdictSentence, verdictSentence } from './reports/verdict-sentence.js';
export {
  type ReportOutcome,
  type WantedReport,
  type WriteReportsOptions,
  type WrittenReports,
  writeReports,
} from './reports/write-reports.js';
export {
  type LoadedScenarios,
  type LoadScenariosOptions,
  loadScenarios,
} from './scenario/load-scenarios.js';
export type { CaseTurn, Scenario, TestCase } from './scenario/test-case.js';
export { agentScript } from './targets/agent-script.js';
export type {
  AgentAnswer,
  AgentFunction,
  AgentInput,
  AgentOutput,
  Conversation,
  CreateTarget,
  CustomTarget,
  TargetSetup,
} from './targets/custom-target.js';
export type { ToolCall, Usage } from './targets/target.js';
export type { ScenarioTotals } from './totals/totals-fold.js';
export { UploadError } from './upload/upload-error.js';
export {
  type UploadEvent,
  type UploadOutcome,
  type UploadRunOptions,
  uploadRun,
} from './upload/upload-run.js';
