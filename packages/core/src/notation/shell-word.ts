/** A word of a command that is shown to be typed: for a POSIX shell, where one in single quotes stands as it is. */
export function shellWord(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
