export { formatError } from './format-error.js';
export { createProgress, type Progress, type ProgressOptions, silentProgress } from './progress.js';
export { type Column, formatTable } from './table.js';
export { displayWidth, indentLines, truncate, wrap } from './text.js';
