/**
 * What a run of tests has no use for: each is loaded when it is called, so that `fluxloop test` starts
 * without the synchronisation, the generator, the comparison and the rest of the engine.
 */
import type * as compare from './compare/compare-runs.js';
import type * as rows from './compare/open-rows.js';
import type * as gate from './gate/check-run.js';
import type * as add from './inputs/add-inputs.js';
import type * as generate from './inputs/generate-inputs.js';
import type * as list from './inputs/list-inputs.js';
import type * as validate from './inputs/validate-inputs.js';
import type * as merge from './merge/merge-runs.js';
import type * as reports from './reports/write-reports.js';
import type * as create from './sync/create-scenario.js';
import type * as local from './sync/local-scenarios.js';
import type * as standings from './sync/scenario-standings.js';
import type * as sync from './sync/sync-scenarios.js';
import type * as pending from './upload/pending-runs.js';
import type * as upload from './upload/upload-run.js';

export const compareRuns: typeof compare.compareRuns = async (...given) =>
  (await import('./compare/compare-runs.js')).compareRuns(...given);

export const openRows: typeof rows.openRows = async (...given) =>
  (await import('./compare/open-rows.js')).openRows(...given);

export const openGate: typeof gate.openGate = async (...given) =>
  (await import('./gate/check-run.js')).openGate(...given);

export const addInputs: typeof add.addInputs = async (...given) =>
  (await import('./inputs/add-inputs.js')).addInputs(...given);

export const planAddition: typeof add.planAddition = async (...given) =>
  (await import('./inputs/add-inputs.js')).planAddition(...given);

export const generateInputs: typeof generate.generateInputs = async (...given) =>
  (await import('./inputs/generate-inputs.js')).generateInputs(...given);

export const listInputs: typeof list.listInputs = async (...given) =>
  (await import('./inputs/list-inputs.js')).listInputs(...given);

export const validateInputs: typeof validate.validateInputs = async (...given) =>
  (await import('./inputs/validate-inputs.js')).validateInputs(...given);

export const mergeRuns: typeof merge.mergeRuns = async (...given) =>
  (await import('./merge/merge-runs.js')).mergeRuns(...given);

export const writeReports: typeof reports.writeReports = async (...given) =>
  (await import('./reports/write-reports.js')).writeReports(...given);

export const createScenario: typeof create.createScenario = async (...given) =>
  (await import('./sync/create-scenario.js')).createScenario(...given);

export const readLocalScenarios: typeof local.readLocalScenarios = async (...given) =>
  (await import('./sync/local-scenarios.js')).readLocalScenarios(...given);

export const scenarioStandings: typeof standings.scenarioStandings = async (...given) =>
  (await import('./sync/scenario-standings.js')).scenarioStandings(...given);

export const syncScenarios: typeof sync.syncScenarios = async (...given) =>
  (await import('./sync/sync-scenarios.js')).syncScenarios(...given);

export const listUploads: typeof pending.listUploads = async (...given) =>
  (await import('./upload/pending-runs.js')).listUploads(...given);

export const uploadRun: typeof upload.uploadRun = async (...given) =>
  (await import('./upload/upload-run.js')).uploadRun(...given);
