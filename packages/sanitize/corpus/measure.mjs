/** @typedef {import('./generate.mjs').Line} Line */
/** @typedef {{ type: string, start: number, end: number }} Span */

/** A value counts as found when spans cover this share of it; less, and it leaks. */
const COVERED = 0.8;
/** A span counts as right when this share of it is part of values. */
const INSIDE = 0.5;

/**
 * Holds what a sanitizer finds against what is there.
 *
 * @param {(text: string) => readonly Span[]} detect - its spans do not overlap
 * @param {readonly Line[]} lines
 * @returns the outcome by type and in all; `leaked` and `altered` hold the lines to look at
 */
export function measure(detect, lines) {
  /** @type {Record<string, { values: number, covered: number, named: number, found: number, right: number }>} */
  const types = {};
  const of = (/** @type {string} */ type) => {
    types[type] ??= { values: 0, covered: 0, named: 0, found: 0, right: 0 };
    return types[type];
  };
  /** @type {{ type: string, value: string, line: Line }[]} */
  const leaked = [];
  /** @type {{ type: string, value: string, line: Line }[]} */
  const altered = [];
  let clean = 0;
  let touched = 0;
  for (const line of lines) {
    const spans = detect(line.text);
    for (const value of line.spans) {
      const length = value.end - value.start;
      const counts = of(value.type);
      counts.values++;
      if (overlapWith(value, spans) >= COVERED * length) counts.covered++;
      else leaked.push({ type: value.type, value: line.text.slice(value.start, value.end), line });
      if (
        overlapWith(
          value,
          spans.filter(({ type }) => type === value.type),
        ) >=
        COVERED * length
      )
        counts.named++;
    }
    for (const span of spans) {
      const counts = of(span.type);
      counts.found++;
      const isRight = overlapWith(span, line.spans) >= INSIDE * (span.end - span.start);
      if (isRight) counts.right++;
      else altered.push({ type: span.type, value: line.text.slice(span.start, span.end), line });
    }
    if (line.spans.length === 0) {
      clean++;
      if (spans.length > 0) touched++;
    }
  }
  const values = Object.values(types).reduce((sum, counts) => sum + counts.values, 0);
  return {
    types,
    values,
    leakRate: leaked.length / values,
    cleanLines: clean,
    alteredRate: touched / clean,
    leaked,
    altered,
  };
}

function overlapWith(/** @type {Span} */ span, /** @type {readonly Span[]} */ others) {
  return others.reduce(
    (sum, { start, end }) =>
      sum + Math.max(0, Math.min(end, span.end) - Math.max(start, span.start)),
    0,
  );
}
