/** A sensitive value in a text, by its UTF-16 offsets. */
export interface CorpusSpan {
  type: string;
  start: number;
  end: number;
}

/** A text and where its sensitive values are. */
export interface CorpusLine {
  text: string;
  spans: CorpusSpan[];
  /** ISO 639-1; `code` for logs, code and data; `hidden` for signs that stand for others. */
  language: string;
}

/** A value that leaked or a span that is wrong, with its line. */
export interface CorpusFault {
  type: string;
  value: string;
  line: CorpusLine;
}

/** What {@link measure} found. Rates are from 0 to 1. */
export interface CorpusOutcome {
  types: Record<
    string,
    { values: number; covered: number; named: number; found: number; right: number }
  >;
  values: number;
  leakRate: number;
  cleanLines: number;
  alteredRate: number;
  leaked: CorpusFault[];
  altered: CorpusFault[];
}

/** Makes lines of agents' transcripts in eight languages; the same seed gives the same lines. */
export function generateLines(options?: {
  seed?: number;
  lines?: number;
  /** The share of lines that hold something sensitive, from 0 to 1. */
  sensitiveShare?: number;
}): CorpusLine[];

/** Lines written by hand: what people really type, and what only looks sensitive. */
export function hardLines(): CorpusLine[];

/** Holds what a sanitizer finds against what is there. */
export function measure(
  detect: (text: string) => readonly CorpusSpan[],
  lines: readonly CorpusLine[],
): CorpusOutcome;
