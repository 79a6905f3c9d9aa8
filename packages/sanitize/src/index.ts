export * from './common.js';
export { createSanitizer } from './sanitizer.js';
