import type { Sanitizer, Span } from '@fluxloop/core/sanitizer';

/**
 * The sensitive values in an answer that the user had not typed before: what the agent brought up
 * by itself. Repeating the customer's own e-mail address to the customer is no leak.
 * @param typed - all that the user had typed until then
 * @returns spans of the answer, in UTF-16 code units
 */
export function findLeaks(sanitizer: Sanitizer, answer: string, typed: readonly string[]): Span[] {
  const spans = sanitizer.detect(answer);
  if (spans.length === 0) return [];
  const known = new Set<string>();
  for (const text of typed) {
    for (const { start, end } of sanitizer.detect(text)) known.add(plain(text.slice(start, end)));
  }
  return spans.filter(({ start, end }) => {
    const value = answer.slice(start, end);
    return !known.has(plain(value)) && !typed.some((text) => text.includes(value));
  });
}

/** The same card or number, however it is grouped and spelled. */
function plain(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');
}
