import { SENSITIVE_TYPES, type SensitiveType, sensitiveTypes } from '../types.js';
import type { PresetName } from './configuration.js';

/** What a preset turns on. */
export interface Preset {
  types: readonly SensitiveType[];
  /** Whether the opt-in rules are on too. */
  everyRule: boolean;
}

const byDefault = sensitiveTypes.filter((type) => SENSITIVE_TYPES[type].byDefault);
/** Numbers of banks and devices: they name no person to a model, and it may need them to answer. */
const TECHNICAL: readonly SensitiveType[] = ['bic', 'bank_routing', 'mac', 'vin', 'imei'];

/** What is on without a preset. */
export const DEFAULT_PRESET: Preset = { types: byDefault, everyRule: false };

/** The presets by name. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  secrets: {
    types: sensitiveTypes.filter((type) => SENSITIVE_TYPES[type].category === 'secret'),
    everyRule: false,
  },
  pii: {
    types: byDefault.filter((type) => SENSITIVE_TYPES[type].category === 'pii'),
    everyRule: false,
  },
  llm: { types: byDefault.filter((type) => !TECHNICAL.includes(type)), everyRule: false },
  strict: { types: sensitiveTypes, everyRule: true },
};

export const presetNames = Object.keys(PRESETS) as readonly PresetName[];
