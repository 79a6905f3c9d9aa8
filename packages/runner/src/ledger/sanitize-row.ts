import type { CriterionResult, Message, RedactionCounts, ResultRow } from '@fluxloop/core/contract';
import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';

const MAX_NAME = 400;
const MAX_SCENARIO = 200;

/**
 * A row with every text in it sanitized: the scenario's and the case's name, what was said, metadata,
 * expectations, reasons and errors. Placeholders are numbered within the row, in this order, so a row
 * always comes out the same.
 * @returns a new row; its `redactions` say what was replaced, and no less than they said before
 */
export function sanitizeRow(row: ResultRow, sanitizer: Sanitizer): ResultRow {
  const placeholders = createPlaceholders();
  const counts: RedactionCounts = {};
  const count = (added: Readonly<Record<string, number>>) => {
    for (const type in added) counts[type] = (counts[type] ?? 0) + (added[type] ?? 0);
  };
  const clean = (text: string): string => {
    const result = sanitizer.sanitize(text, { placeholders });
    count(result.counts);
    return result.text;
  };
  const cleanMessage = (message: Message): Message => {
    const text = clean(message.text);
    if (message.metadata === undefined) return { ...message, text };
    const metadata = sanitizer.sanitizeValue(message.metadata, { placeholders });
    count(metadata.counts);
    return { ...message, text, metadata: metadata.value };
  };
  const cleanCriterion = (criterion: CriterionResult): CriterionResult => ({
    ...criterion,
    expected: clean(criterion.expected),
    reason: clean(criterion.reason),
  });
  // Key by key in the contract's order: it is also the order in the file.
  return {
    ...row,
    scenario: clean(row.scenario).slice(0, MAX_SCENARIO),
    // The name repeats the first input, or is a title; what is in it is counted there, or nowhere.
    name: sanitizer.sanitize(row.name, { placeholders }).text.slice(0, MAX_NAME),
    messages: row.messages.map(cleanMessage),
    criteria: row.criteria.map(cleanCriterion),
    ...(row.error === undefined
      ? {}
      : { error: { code: row.error.code, message: clean(row.error.message) } }),
    redactions: atLeast(counts, row.redactions),
  };
}

/** For each type the larger count: rows that were sanitized before keep what was found then. */
function atLeast(counts: RedactionCounts, before: RedactionCounts): RedactionCounts {
  const merged: RedactionCounts = { ...counts };
  for (const type in before) merged[type] = Math.max(merged[type] ?? 0, before[type] ?? 0);
  return merged;
}
