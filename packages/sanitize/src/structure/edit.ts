/** What an edit stands for: a value that was found. */
export interface Found {
  type: string;
  rule: string;
  confidence: number;
  /** What a fingerprint is made of; it is never told. */
  value: string;
}

/** A stretch of a text, and what takes its place. */
export interface Edit {
  start: number;
  end: number;
  text: string;
  /** What was found there; `undefined` for a quotation mark that another edit made necessary. */
  found: Found | undefined;
}

/** The text from `from` to `to` with its edits, which are sorted and apart. */
export function applyEdits(text: string, edits: readonly Edit[], from: number, to: number): string {
  let result = '';
  let low = from;
  for (const edit of edits) {
    result += text.slice(low, edit.start) + edit.text;
    low = edit.end;
  }
  return result + text.slice(low, to);
}
