export { generateLines } from './generate.mjs';
export { hardLines } from './hard/index.mjs';
export { measure } from './measure.mjs';
