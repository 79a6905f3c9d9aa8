import type { Answer } from './criterion.js';

/** What the agent said last; empty when it said nothing. */
export function lastText(answers: readonly Answer[]): string {
  return answers.at(-1)?.text ?? '';
}

/** A text of the user's in a sentence: whole when it is short, else its start. */
export function excerpt(text: string, length = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
