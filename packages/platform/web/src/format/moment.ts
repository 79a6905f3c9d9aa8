const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

const UNITS = [
  { unit: 'day', seconds: 86_400, below: 30 },
  { unit: 'hour', seconds: 3_600, below: 24 },
  { unit: 'minute', seconds: 60, below: 60 },
] as const;

/** How long ago: `just now`, `5 minutes ago`, `yesterday`; the date when it is a month or more. */
export function formatAgo(timestamp: string, now: number): string {
  const seconds = (now - Date.parse(timestamp)) / 1000;
  if (seconds < 60) return 'just now';
  for (const { unit, seconds: size, below } of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= below) break;
    if (count >= 1) return relative.format(-count, unit);
  }
  return formatDate(timestamp);
}

/** Date and time of day in the reader's own time zone. */
export const formatMoment = (timestamp: string): string => absolute.format(Date.parse(timestamp));

/** The day, in the reader's own time zone. */
export const formatDate = (timestamp: string): string => day.format(Date.parse(timestamp));
