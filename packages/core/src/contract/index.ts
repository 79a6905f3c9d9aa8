export * from './content-digest.js';
export * from './identifiers.js';
export * from './identity.js';
export * from './limits.js';
export * from './problem.js';
export * from './result-row.js';
export * from './routes.js';
export * from './runs.js';
