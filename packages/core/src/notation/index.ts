export { nearest } from './nearest.js';
export { parseByteSize, parseDuration } from './quantity.js';
