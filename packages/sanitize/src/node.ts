export * from './common.js';
export { createSanitizer, type NodeOptions, type NodeSanitizer } from './node/create-sanitizer.js';
export { SanitizeFileError, type SanitizeFileErrorCode } from './node/file-error.js';
export type { FileProgress, SanitizedFile, SanitizeFileOptions } from './node/sanitize-file.js';
export { readVault, writeVault } from './node/vault-file.js';
