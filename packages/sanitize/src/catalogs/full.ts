import { DEFAULT_PRESET } from '../configuration/presets.js';
import type { Catalog } from '../configuration/rules.js';
import { DETECTORS } from '../detectors/index.js';
import { loadRegexEngine } from '../own/node-regex-engine.js';
import { sensitiveTypes } from '../types.js';

/** Everything that the package can find. */
export const FULL_CATALOG: Catalog = {
  entry: '@fluxloop/sanitize',
  detectors: DETECTORS,
  types: sensitiveTypes,
  preset: DEFAULT_PRESET,
  regexEngine: loadRegexEngine,
};
