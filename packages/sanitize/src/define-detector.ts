import { SanitizerConfigurationError } from './configuration/configuration-error.js';
import { guessAt, isRecord, shown } from './configuration/problems.js';
import type { Anchor, Detector, DetectorExamples, Match } from './engine/detector.js';
import type { Window } from './engine/window.js';
import { canonicalType } from './types.js';

/** A detector of an author's own, with what it must find and must leave alone. */
export interface DefinedDetector extends Detector {
  readonly examples?: DetectorExamples;
}

/** Every anchor, for messages and to check what is given. */
const ANCHORS: Readonly<Record<Anchor, true>> = {
  at: true,
  colon: true,
  equals: true,
  digits: true,
  number: true,
  initials: true,
  mixed: true,
  token: true,
  capitals: true,
  capitalized: true,
  keyword: true,
  dashes: true,
};
const KEYS = ['rule', 'type', 'anchors', 'keywords', 'optIn', 'find', 'examples'];
const RULE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const TYPE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/**
 * Makes a detector for {@link SanitizerConfig.detectors}. It is woken where its anchors stand,
 * looks at the text through {@link Window.at}, and answers what it found there:
 *
 * ```js
 * const employeeId = defineDetector({
 *   rule: 'employee-id',
 *   type: 'employee_id',
 *   anchors: ['mixed'],
 *   find(window, start, end) {
 *     if (end - start !== 8 || !window.reads('EMP', start)) return undefined;
 *     return { start, end, confidence: 0.9 };
 *   },
 *   examples: { found: () => ['badge ⟦EMP12345⟧'], ignored: () => ['EMPLOYEE'] },
 * });
 * ```
 *
 * `testDetector` of `@fluxloop/sanitize/testing` tries its examples, whole and cut everywhere.
 *
 * @param definition - see {@link Detector}; `find` must not keep anything between two calls
 * @throws SanitizerConfigurationError `detector_invalid` that names the member and the fix
 */
export function defineDetector(definition: DefinedDetector): DefinedDetector {
  const detector = checkDetector(definition, 'detector');
  const { examples } = definition;
  return Object.freeze(examples === undefined ? detector : { ...detector, examples });
}

function wrong(key: string, message: string, hint: string): SanitizerConfigurationError {
  return new SanitizerConfigurationError('detector_invalid', message, { key, hint });
}

/** Checks a definition; the detector that it returns checks each match. */
export function checkDetector(value: unknown, key: string): Detector {
  if (!isRecord(value)) {
    throw wrong(key, `${key} is ${shown(value)}, no detector.`, 'Make it with defineDetector.');
  }
  for (const name of Object.keys(value)) {
    if (KEYS.includes(name)) continue;
    throw wrong(
      `${key}.${name}`,
      `Unknown key ${key}.${name}.`,
      `${guessAt(name, KEYS)}Known keys: ${KEYS.join(', ')}.`,
    );
  }
  const { rule, type, find, optIn } = value;
  if (typeof rule !== 'string' || !RULE.test(rule)) {
    const hint = 'Name it in small letters with dashes: "employee-id".';
    throw wrong(`${key}.rule`, `${key}.rule is ${shown(rule)}.`, hint);
  }
  if (typeof type !== 'string' || !TYPE.test(type)) {
    const hint = 'Name it in small letters with "_": "employee_id", or a built-in type: "email".';
    throw wrong(`${key}.type`, `${key}.type is ${shown(type)}.`, hint);
  }
  if (typeof find !== 'function') {
    const hint = 'Write find(window, start, end) { … }.';
    throw wrong(`${key}.find`, `${key}.find is ${shown(find)}, not a function.`, hint);
  }
  if (optIn !== undefined && optIn !== true) {
    throw wrong(`${key}.optIn`, `${key}.optIn is ${shown(optIn)}.`, 'Write true, or leave it out.');
  }
  const anchors = readAnchors(value.anchors, `${key}.anchors`);
  const keywords = readKeywords(value.keywords, anchors, `${key}.keywords`);
  return {
    rule,
    type: canonicalType(type) ?? type,
    anchors,
    ...(keywords && { keywords }),
    ...(optIn && { optIn }),
    find: checked(find as Detector['find'], rule),
  };
}

function readAnchors(value: unknown, key: string): readonly Anchor[] {
  const known = Object.keys(ANCHORS);
  const hint = `What wakes it, one or more of: ${known.join(', ')}.`;
  if (!Array.isArray(value) || value.length === 0) {
    throw wrong(key, `${key} is ${Array.isArray(value) ? 'empty' : shown(value)}.`, hint);
  }
  return value.map((anchor, index) => {
    if (typeof anchor === 'string' && Object.hasOwn(ANCHORS, anchor)) return anchor as Anchor;
    const guess = typeof anchor === 'string' ? guessAt(anchor, known) : '';
    throw wrong(
      `${key}[${index}]`,
      `${key}[${index}] is ${shown(anchor)}, no anchor.`,
      guess + hint,
    );
  });
}

function readKeywords(
  value: unknown,
  anchors: readonly Anchor[],
  key: string,
): readonly string[] | undefined {
  const hint = 'Write words of small letters: ["badge"]. They wake it by the anchor "keyword".';
  if (value === undefined) {
    if (!anchors.includes('keyword')) return undefined;
    throw wrong(key, `${key} is missing, though "keyword" is an anchor.`, hint);
  }
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((word) => typeof word === 'string' && /^[a-z]+$/.test(word))) {
    throw wrong(key, `${key} is not a list of words in small letters.`, hint);
  }
  if (!anchors.includes('keyword')) {
    throw wrong(
      key,
      `${key} is given, but nothing wakes it by a word.`,
      'Add "keyword" to the anchors.',
    );
  }
  return value as string[];
}

/** What an author's detector answers is checked, so that a slip of its own corrupts no text. */
function checked(find: Detector['find'], rule: string): Detector['find'] {
  return (window: Window, start: number, end: number): Match | undefined => {
    const match = find(window, start, end);
    if (match === undefined) return undefined;
    const isRange = Number.isInteger(match.start) && Number.isInteger(match.end);
    const isInside =
      match.start >= window.low && match.end > match.start && match.end <= window.end;
    const isSure = match.confidence > 0 && match.confidence <= 1;
    if (isRange && isInside && isSure) return match;
    throw new RangeError(
      `The detector "${rule}" answered ${match.start} to ${match.end} with confidence ${match.confidence}: ` +
        `offsets lie between window.low (${window.low}) and window.end (${window.end}), a confidence is above 0 and up to 1.`,
    );
  };
}
