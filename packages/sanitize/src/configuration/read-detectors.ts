import { checkDetector } from '../define-detector.js';
import type { Detector } from '../engine/detector.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import { invalid, shown } from './problems.js';

/** Reads `detectors`: each as `defineDetector` made it, or as it would have. */
export function readDetectors(value: unknown): readonly Detector[] {
  if (value === undefined) return [];
  const hint = 'Give a list of what defineDetector returned.';
  if (!Array.isArray(value))
    throw invalid('detectors', `detectors is ${shown(value)}, not a list.`, hint);
  const rules = new Set<string>();
  return value.map((one, index) => {
    const key = `detectors[${index}]`;
    const detector = checkDetector(one, key);
    if (rules.has(detector.rule)) {
      const message = `${key}.rule is "${detector.rule}", as that of another one.`;
      throw new SanitizerConfigurationError('detector_invalid', message, {
        key: `${key}.rule`,
        hint: 'Give each detector a name of its own.',
      });
    }
    rules.add(detector.rule);
    return detector;
  });
}
