const SUFFIX_CHARACTERS = 4;

/**
 * The name of a run: when it began, in UTC, and four random characters.
 * @param now - milliseconds since 1970
 * @param random - in [0, 1)
 */
export function makeRunId(now: number, random: () => number): string {
  const [day, time] = new Date(now).toISOString().replace(/[-:]/g, '').split(/[T.]/);
  const suffix = Array.from({ length: SUFFIX_CHARACTERS }, () =>
    Math.floor(random() * 36).toString(36),
  ).join('');
  return `run_${day}_${time}_${suffix}`;
}
