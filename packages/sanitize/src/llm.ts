export * from './common.js';
export { createSanitizer } from './entries/llm.js';
