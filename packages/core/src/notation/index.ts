export { nearest } from './nearest.js';
export { parseByteSize, parseDuration } from './quantity.js';
export { shellWord } from './shell-word.js';
