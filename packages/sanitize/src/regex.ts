import * as re2js from 're2js';
import { createRe2Engine } from './own/re2.js';
import type { RegexEngine } from './own/regex-engine.js';

/**
 * The engine for `type: regex` and `allow.patterns` where it is not loaded by itself: in browsers,
 * in workers and in bundles. Give it as `regexEngine`.
 */
export const regexEngine: RegexEngine = createRe2Engine(re2js);
