export * from './common.js';
export { createSanitizer } from './entries/secrets.js';
