import type { AllowRules } from '../configuration/read-allow.js';
import type { ContextRules } from '../configuration/read-context.js';
import type { Detector, Match } from '../engine/detector.js';
import { Window } from '../engine/window.js';
import { isLabelled } from '../engine/word-hashes.js';
import type { ConfiguredOperators } from '../operators/configured-operators.js';
import type { JudgeOwn } from '../own/own-matches.js';
import { fingerprintOf } from './fingerprint.js';
import type { KeyedHash } from './keyed-hash.js';
import { isReserved } from './reserved-ranges.js';

const RAISE = 0.25;
const LOWER = 0.5;
/** What a lowered finding must still have. */
const LEAST_WHEN_LOWERED = 0.5;
const SUREST = 0.99;

/** What decides about findings beside the detectors. */
export interface PolicyRules {
  allow: AllowRules;
  /** By type, those for all types under the empty name. */
  contexts: ReadonlyMap<string, readonly ContextRules[]>;
  thresholds: ReadonlyMap<string, number>;
  threshold: number;
  baseline: ReadonlySet<string>;
}

/** Decides which findings count: the configuration's thresholds, contexts, allow lists, baseline. */
export class Policy {
  readonly #rules: PolicyRules;
  readonly #operators: ConfiguredOperators;
  readonly #hash: KeyedHash | undefined;

  constructor(rules: PolicyRules, operators: ConfiguredOperators, hash: KeyedHash | undefined) {
    this.#rules = rules;
    this.#operators = operators;
    this.#hash = hash;
  }

  /** The detector with this policy behind it, or itself where there is nothing to decide. */
  guard(detector: Detector): Detector {
    if (!this.#mayDecide(detector)) return detector;
    const { type } = detector;
    return {
      ...detector,
      // Words before a value may raise what its detector says.
      surest: 1,
      find: (window, start, end) => {
        const match = detector.find(window, start, end);
        return match && this.#judge(match, match.type ?? type, window);
      },
    };
  }

  /** Decides about matches in a text that no detector made. */
  judgeOwn(text: string): JudgeOwn {
    let window: Window | undefined;
    return (start, end, { type, rule, confidence }) => {
      window ??= new Window(text, 0, text.length, true);
      const match = this.#judge({ start, end, confidence }, type, window);
      if (match === undefined) return null;
      return match.kept ? undefined : { type, rule, confidence: match.confidence };
    };
  }

  #mayDecide(detector: Detector): boolean {
    const { allow, contexts, thresholds, threshold, baseline } = this.#rules;
    const { type } = detector;
    return (
      allow.values.size + allow.domains.length + allow.patterns.length + baseline.size > 0 ||
      allow.reserved.has(type) ||
      contexts.has('') ||
      contexts.has(type) ||
      (thresholds.get(type) ?? threshold) > 0 ||
      this.#operators.makesFakes(type)
    );
  }

  #judge(match: Match, type: string, window: Window): Match | undefined {
    if (match.tail === undefined) {
      const value = window.text.slice(match.start, match.end);
      if (this.#isLeft(type, value)) return { ...match, kept: true };
    }
    const confidence = this.#confidenceOf(match, type, window);
    if (confidence === undefined) return undefined;
    return confidence === match.confidence ? match : { ...match, confidence };
  }

  #confidenceOf({ start, confidence }: Match, type: string, window: Window): number | undefined {
    const { contexts, thresholds, threshold } = this.#rules;
    let sure = confidence;
    let least = thresholds.get(type) ?? threshold;
    for (const { raise, lower } of [...(contexts.get('') ?? []), ...(contexts.get(type) ?? [])]) {
      if (raise.size > 0 && isLabelled(window, start, raise)) {
        sure = Math.max(sure, Math.min(SUREST, sure + RAISE));
      }
      if (lower.size > 0 && isLabelled(window, start, lower)) {
        sure -= LOWER;
        least = Math.max(least, LEAST_WHEN_LOWERED);
      }
    }
    return sure < least ? undefined : sure;
  }

  #isLeft(type: string, value: string): boolean {
    const { allow, baseline } = this.#rules;
    if (this.#operators.isReplacement(type, value)) return true;
    if (allow.values.has(value.toLowerCase())) return true;
    if (allow.domains.length > 0 && isInDomains(value.toLowerCase(), allow.domains)) return true;
    if (allow.reserved.has(type) && isReserved(type, value)) return true;
    if (allow.patterns.some((pattern) => pattern.matchesWhole(value))) return true;
    return (
      baseline.size > 0 &&
      this.#hash !== undefined &&
      baseline.has(fingerprintOf(this.#hash, type, value))
    );
  }
}

/** Whether the host of an address or of a URL is one of the domains, or below one. */
function isInDomains(value: string, domains: readonly string[]): boolean {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/.exec(value)?.[1] ?? value;
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
