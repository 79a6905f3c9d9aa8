let latest = { now: 0, text: new Date(0).toISOString() };

/**
 * A moment as rows and events have it: RFC 3339 in UTC, with milliseconds. Fast agents are answered
 * many times within one millisecond, so the latest text is kept.
 * @param now - milliseconds since 1970
 */
export function timestamp(now: number): string {
  if (now !== latest.now) latest = { now, text: new Date(now).toISOString() };
  return latest.text;
}
