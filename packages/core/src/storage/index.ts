export { fileProblem } from './file-problem.js';
export {
  isLeftover,
  removeLeftovers,
  WholeFile,
  type WholeFileOptions,
  writeWholeFile,
} from './whole-file.js';
