export * from './client/index.js';
export * from './configuration/index.js';
export type * from './contract/index.js';
export * from './credentials/index.js';
export * from './errors/index.js';
export * from './oauth/index.js';
export * from './sanitizer.js';
export { Secret } from './secret.js';
