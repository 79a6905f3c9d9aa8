/**
 * Reads a `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3).
 * @param now - milliseconds since 1970
 * @returns milliseconds from now; `null` where there is nothing that can be read
 */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const date = Date.parse(text);
  return /[a-z]/i.test(text) && !Number.isNaN(date) ? Math.max(0, date - now) : null;
}
