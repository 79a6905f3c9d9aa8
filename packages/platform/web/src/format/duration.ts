const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const seconds = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const scientific = new Intl.NumberFormat('en', {
  notation: 'scientific',
  maximumSignificantDigits: 3,
});
const roughSeconds = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Milliseconds in the unit that reads best: `0.4 ms`, `812 ms`, `1.24 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${precise.format(ms)} ms`;
  if (ms < 999.5) return `${whole.format(ms)} ms`;
  if (ms < 9_995) return `${seconds.format(ms / 1000)} s`;
  if (ms < 59_950) return `${roughSeconds.format(ms / 1000)} s`;
  // No run lasts for years; what an upload claims must still fit into a line.
  if (ms > 1e12) return `${scientific.format(ms / 60_000)} min`;
  const total = Math.round(ms / 1000);
  const rest = total % 60;
  return `${whole.format(Math.floor(total / 60))} min${rest === 0 ? '' : ` ${rest} s`}`;
}
