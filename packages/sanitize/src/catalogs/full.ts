import type { Catalog } from '../configuration/catalog.js';
import { PHONES } from '../configuration/phones.js';
import { DEFAULT_PRESET } from '../configuration/presets.js';
import { readRules } from '../configuration/read-rules.js';
import { DETECTORS } from '../detectors/index.js';
import { EVERY_FORMAT } from '../structure/every-format.js';
import { sensitiveTypes } from '../types.js';

/** Everything that the package can find and do. */
export const FULL_CATALOG: Catalog = {
  entry: '@fluxloop/sanitize',
  detectors: DETECTORS,
  types: sensitiveTypes,
  preset: DEFAULT_PRESET,
  formats: EVERY_FORMAT,
  phones: PHONES,
  readRules,
};
