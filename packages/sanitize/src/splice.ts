import type { Operators } from './configuration/rules.js';
import { Glue } from './engine/barriers.js';
import { Alphabet, isIn } from './engine/characters.js';
import type { Finding } from './engine/finding.js';
import { isLetterOrDigit } from './engine/unicode-pattern.js';
import type { Placeholders } from './placeholders.js';

/** How many values were replaced, by type. */
export type Counts = Record<string, number>;

/** How found values are replaced, and where that is counted. */
export interface Replacement {
  operators: Operators;
  placeholders: Placeholders;
  /** Whether the scope shall recall the values later; a stream has no later, and may be endless. */
  remembers: boolean;
  counts: Counts;
}

/**
 * What takes a value's place; counts it. A word that would be glued to what stands beside it, as
 * in `555-0000@example.com`, gives way to a numbered placeholder.
 *
 * @param glue - what the value is glued to, see `glueOf`
 */
export function replacementFor(
  type: string,
  value: string,
  to: Replacement,
  glue: number = Glue.none,
): string {
  to.counts[type] = (to.counts[type] ?? 0) + 1;
  const replacement =
    glue !== Glue.none && isGlued(to.operators.literalOf(type), glue)
      ? to.placeholders.placeholderFor(type, value)
      : to.operators.replace(type, value, to.placeholders);
  if (to.remembers) to.placeholders.remember(type, value, replacement);
  return replacement;
}

/** The text with every finding replaced, put together once. */
export function splice(text: string, findings: readonly Finding[], to: Replacement): string {
  if (findings.length === 0) return text;
  let result = '';
  let from = 0;
  for (const finding of findings) {
    const { start, end } = finding;
    result += text.slice(from, start);
    result += replacementOf(text, finding, to);
    from = end;
  }
  return result + text.slice(from);
}

/** What takes a finding's place. */
export function replacementOf(text: string, finding: Finding, to: Replacement): string {
  const { start, end, knownEnd, kept } = finding;
  if (kept) return text.slice(start, end);
  // A value without limits is known by its beginning: a stream must number it before its end.
  const replacement = replacementOfValue(text.slice(start, knownEnd), finding, to);
  return replacement === '' && start > 0 && isWord(text[start - 1]!) ? ' ' : replacement;
}

/** What takes the place of a value that was found, with the quotation marks that a number in JSON needs. */
export function replacementOfValue(
  value: string,
  { type, quote, glue }: Finding,
  to: Replacement,
): string {
  const replacement = replacementFor(type, value, to, glue);
  return quote === '' ? replacement : quote + replacement + quote;
}

/** Whether a literal would be a part of what it is glued to. */
function isGlued(literal: string | undefined, glue: number): boolean {
  if (literal === undefined || literal === '') return false;
  return (
    ((glue & Glue.before) !== 0 && isIn(Alphabet.word, literal.charCodeAt(0))) ||
    ((glue & Glue.behind) !== 0 && isIn(Alphabet.word, literal.charCodeAt(literal.length - 1)))
  );
}

/** Whether a word ends with a character: what is behind a dropped value must not become a part of it. */
export function isWord(character: string): boolean {
  return character === '_' || isLetterOrDigit(character);
}
