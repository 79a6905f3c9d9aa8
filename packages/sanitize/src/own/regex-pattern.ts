import type { OwnPattern } from './own-pattern.js';
import type { CompiledRegex } from './regex-engine.js';

/** A regular expression of the user's own, tried on one line at a time. */
export function regexPattern(type: string, regex: CompiledRegex, confidence: number): OwnPattern {
  return {
    type,
    rule: `regex-${type.replaceAll('_', '-')}`,
    confidence,
    needsLine: true,
    matches: (text) => regex.matches(text),
    undecided: () => 0,
  };
}
