export { fileProblem } from './file-problem.js';
export { type Environment, fluxloopHome } from './home.js';
export { privateFile } from './private-file.js';
export {
  isLeftover,
  removeLeftovers,
  WholeFile,
  type WholeFileOptions,
  writeWholeFile,
} from './whole-file.js';
