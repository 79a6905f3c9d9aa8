export type { ChangedInput, ChangedInputs } from './compare/changed-inputs.js';
export type { ComparedRun, CompareRunsOptions, Comparison } from './compare/compare-runs.js';
export type { OpenRowsOptions, RowSource } from './compare/open-rows.js';
export type { CriterionKind } from './criteria/criterion.js';
export type { CustomFinding } from './criteria/custom-finding.js';
export type { CriterionInput, JudgedAnswer } from './criteria/custom-input.js';
export {
  type CriterionDefinition,
  type CriterionSchema,
  type CustomJudge,
  defineCriterion,
} from './criteria/define-criterion.js';
export { criterionTypes } from './criteria/kinds.js';
export { pluginKinds } from './criteria/plugin-criterion.js';
export { missedRunCriteria, type RunCriterionResult } from './criteria/run-criteria.js';
export {
  addInputs,
  compareRuns,
  createScenario,
  generateInputs,
  listInputs,
  listUploads,
  mergeRuns,
  openGate,
  openRows,
  planAddition,
  readLocalScenarios,
  scenarioStandings,
  syncScenarios,
  uploadRun,
  validateInputs,
  writeReports,
} from './entry-points.js';
export type { CheckedRun, OpenedGate, OpenGateOptions } from './gate/check-run.js';
export type { GateResult } from './gate/evaluate-gate.js';
export type { GateCheck, GateOutcome } from './gate/gate-limits.js';
export type { ImportChatsOptions } from './import/import-chats.js';
export type { ImportNote } from './import/import-notes.js';
export type { ImportRecordsOptions } from './import/import-records.js';
export type { ImportResult, ImportTarget } from './import/imported-scenario.js';
export { importers } from './import/importers.js';
export type { ImportPromptfooOptions } from './import/promptfoo/import-promptfoo.js';
export { REFERENCE_CRITERIA, type ReferenceCriterion } from './import/reference-criterion.js';
export type { InputAddition, PlanAdditionOptions } from './inputs/add-inputs.js';
export type { GeneratedInputs, GenerateInputsOptions } from './inputs/generate-inputs.js';
export { GenerationError } from './inputs/generation-error.js';
export type { ListedInputs } from './inputs/list-inputs.js';
export { inputSanitizer } from './inputs/sensitive-inputs.js';
export type {
  InputProblem,
  ValidatedFile,
  ValidateInputsOptions,
} from './inputs/validate-inputs.js';
export type { JudgeUsage } from './judge/judge-usage.js';
export { deleteRun } from './ledger/delete-run.js';
export { findRunFolders } from './ledger/find-run-folders.js';
export type { Leak } from './ledger/leak-log.js';
export { LedgerError } from './ledger/ledger-error.js';
export type { Plan, PlannedScenario } from './ledger/plan.js';
export { PlanChangedError } from './ledger/plan-changed-error.js';
export { type LoadedRun, readRun, rebuildSummary, summarizeRun } from './ledger/read-run.js';
export { findRun, listRuns, type StoredRun } from './ledger/run-folder.js';
export { isBeingWritten } from './ledger/run-lock.js';
export type { RunSummary } from './ledger/summary.js';
export { MergeRefusedError } from './merge/merge-refused-error.js';
export type { MergeOutcome, MergeRunsOptions } from './merge/merge-runs.js';
export {
  type RunEvent,
  type RunOutcome,
  type RunTestsOptions,
  runTests,
} from './pipeline/run-tests.js';
export type { Plugins } from './plugins/plugins.js';
export { reasonOf, titleOf } from './reports/reason.js';
export {
  REPORT_FILES,
  REPORT_FORMATS,
  type ReportFormat,
  type ReportOutput,
} from './reports/report.js';
export { type VerdictSentence, verdictSentence } from './reports/verdict-sentence.js';
export type {
  ReportOutcome,
  WantedReport,
  WriteReportsOptions,
  WrittenReports,
} from './reports/write-reports.js';
export {
  type LoadedScenarios,
  type LoadScenariosOptions,
  loadScenarios,
} from './scenario/load-scenarios.js';
export {
  readSchema,
  refreshSchemas,
  SCHEMA_NAMES,
  type SchemaName,
} from './scenario/schema-files.js';
export type { CaseTurn, Scenario, TestCase } from './scenario/test-case.js';
export {
  type EnvironmentShard,
  formatShard,
  parseShard,
  type Shard,
  shardOfEnvironment,
} from './shards/shard.js';
export type { Estimate } from './statistics/interval.js';
export type { Change, ChangeVerdict } from './statistics/paired-change.js';
export type { FlakyInput, Repeats, RunStatistics } from './statistics/run-statistics.js';
export type { CreateScenarioOptions } from './sync/create-scenario.js';
export type { Standing } from './sync/decide.js';
export type { LocalScenario } from './sync/local-scenarios.js';
export type { ScenarioStanding } from './sync/scenario-standings.js';
export type { SurveyOptions } from './sync/survey.js';
export { type ConflictKind, type SyncConflict, SyncConflictError } from './sync/sync-error.js';
export type {
  Keep,
  SyncDirection,
  SyncEvent,
  SyncOutcome,
  SyncPlan,
  SyncScenariosOptions,
} from './sync/sync-options.js';
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
export { describeTarget } from './targets/open-target.js';
export type { ToolCall, Usage } from './targets/target.js';
export type { ScenarioTotals } from './totals/totals-fold.js';
export type { RunUpload, UploadStanding } from './upload/pending-runs.js';
export { UploadError } from './upload/upload-error.js';
export type { UploadEvent, UploadOutcome, UploadRunOptions } from './upload/upload-run.js';
export { readUploadStates, type UploadState } from './upload/upload-state.js';
