const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Reads a duration in the forms of `fluxloop.yaml`: seconds as a number, or a number with `ms`, `s`,
 * `m` or `h`.
 * @returns milliseconds; `null` when it is neither, or not above zero
 */
export function parseDuration(value: unknown): number | null {
  if (typeof value === 'number') return positive(value * 1000);
  if (typeof value !== 'string') return null;
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,6})?)\s?(ms|s|m|h)$/.exec(value.trim()) ?? [];
  return positive(Number(amount) * (UNITS[unit ?? ''] ?? 0));
}

function positive(milliseconds: number): number | null {
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : null;
}
