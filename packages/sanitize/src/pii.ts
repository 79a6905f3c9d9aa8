export * from './common.js';
export { createSanitizer } from './entries/pii.js';
