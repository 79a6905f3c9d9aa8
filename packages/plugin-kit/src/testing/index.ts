export { type CommandRun, type RunnableCommand, runCommand } from './run-command.js';
export {
  type ProcessOptions,
  type ProcessRun,
  type RunningProcess,
  runProcess,
  startProcess,
} from './run-process.js';
export {
  type FakeSurroundings,
  fakeSurroundings,
  type RecordedSurroundings,
} from './surroundings.js';
export { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';
