/** In a line, keeps what stands there; as `fluxloop:allow-next-line`, what stands in the next one. */
const MARKER = 'fluxloop:allow';
const NEXT_LINE = '-next-line';

/** What a line says about itself and the one behind it. */
export interface Marked {
  /** The line is left as it is. */
  line: boolean;
  /** The next one is. */
  nextLine: boolean;
}

const UNMARKED: Marked = { line: false, nextLine: false };

/**
 * Reads the markers of a line. A marker is a word of its own, so that neither `fluxloop:allowed`
 * nor an address with it in it is one.
 */
export function readMarkers(line: string): Marked {
  let at = line.indexOf(MARKER);
  if (at < 0) return UNMARKED;
  const marked = { line: false, nextLine: false };
  for (; at >= 0; at = line.indexOf(MARKER, at + 1)) {
    if (/[\w:/.-]/.test(line.charAt(at - 1))) continue;
    const isNext = line.startsWith(NEXT_LINE, at + MARKER.length);
    const after = line.charAt(at + MARKER.length + (isNext ? NEXT_LINE.length : 0));
    if (/[\w:/.@-]/.test(after)) continue;
    if (isNext) marked.nextLine = true;
    else marked.line = true;
  }
  return marked;
}
