export * from './common.js';
export { createSanitizer } from './entries/strict.js';
