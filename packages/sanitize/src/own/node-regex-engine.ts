import { createRe2Engine, type Re2Module } from './re2.js';
import type { RegexEngine } from './regex-engine.js';

let engine: RegexEngine | undefined;

/**
 * The engine of `re2js`, loaded the first time that it is asked for. A `require`, because a
 * sanitizer is built in one go; through `process`, because nothing here may name a module of
 * Node's where a browser would look for it.
 *
 * @returns undefined where there is no Node, or no `re2js` beside a bundle
 */
export function loadRegexEngine(): RegexEngine | undefined {
  if (engine !== undefined) return engine;
  const process: NodeJS.Process | undefined = globalThis.process;
  const createRequire = process?.getBuiltinModule?.('node:module')?.createRequire;
  if (createRequire === undefined) return undefined;
  try {
    engine = createRe2Engine(createRequire(import.meta.url)('re2js') as Re2Module);
  } catch {
    return undefined;
  }
  return engine;
}
