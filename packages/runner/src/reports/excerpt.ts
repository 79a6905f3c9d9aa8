/**
 * The beginning of a long text, and how much of it is left out.
 * @param most - UTF-16 code units that are kept; a pair of surrogates is not cut
 */
export function excerpt(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = isHighSurrogate(text.charCodeAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)} [… ${text.length - end} more characters]`;
}

/** Like {@link excerpt}, and on one line. */
export function excerptLine(text: string, most: number): string {
  // What is cut off need not be searched for white space.
  const start = text.length > 4 * most ? text.slice(0, 4 * most) : text;
  const line = start.replace(/\s+/g, ' ').trim();
  return start.length === text.length || line.length <= most
    ? excerpt(line, most)
    : excerpt(line + text.slice(start.length), most);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
