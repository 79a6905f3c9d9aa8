export * from './common.js';
export { createSanitizer, type SecretsConfig } from './entries/secrets.js';
