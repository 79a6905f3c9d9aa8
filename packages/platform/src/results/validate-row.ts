import { type ResultRow, resultRow } from '@fluxloop/core/contract';

/** What a line turned out to be. */
export type CheckedLine = { row: ResultRow; reason: null } | { row: null; reason: string };

/** Values nested deeper than this are refused; PostgreSQL's own parser is recursive too. */
const DEEPEST = 64;
/**
 * Values in one row, and members of its lists. The schema names everything that is wrong with a
 * row, so a line of a million empty messages would cost a gigabyte.
 */
const MOST_VALUES = 100_000;
const MOST_MEMBERS = { messages: 10_000, criteria: 10_000, redactions: 1_000 };
/** PostgreSQL's `integer`. */
const LARGEST_INTEGER = 2_147_483_647;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Checks one line of an upload: UTF-8, JSON, the contract's row, and nothing that PostgreSQL
 * cannot store. The reason for a refusal names the field, and never repeats what the line holds.
 */
export function checkLine(line: Uint8Array): CheckedLine {
  let text: string;
  try {
    text = decoder.decode(line);
  } catch {
    return refused('the line is not UTF-8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('the line is not JSON');
  }
  const unstorable = findUnstorable(value) ?? findExcess(value);
  if (unstorable !== null) {
    return refused(unstorable);
  }
  const parsed = resultRow.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const at = issue === undefined || issue.path.length === 0 ? 'the row' : issue.path.join('.');
    return refused(`${at}: ${issue?.message ?? 'not a result row'}`);
  }
  const row = parsed.data;
  if (row.iteration > LARGEST_INTEGER || row.attempts > LARGEST_INTEGER) {
    return refused(`iteration and attempts: at most ${LARGEST_INTEGER}`);
  }
  if (new Date(row.started_at).getUTCFullYear() < 1) {
    return refused('started_at: the year 0 does not exist');
  }
  return { row, reason: null };
}

function refused(reason: string): CheckedLine {
  return { row: null, reason: reason.slice(0, 300) };
}

/**
 * Finds what JSON can say and `jsonb` cannot keep: NUL characters, halves of surrogate pairs
 * (https://www.postgresql.org/docs/current/datatype-json.html), numbers that no double holds,
 * nesting without end and values without number. Walks without recursion, since the value may be
 * built to exhaust the stack.
 */
function findUnstorable(root: unknown): string | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') {
      const reason = unstorableText(value);
      if (reason !== null) {
        return reason;
      }
    } else if (typeof value === 'number') {
      // Of the row's own fields the schema says which one it is.
      if (depth > 1 && !Number.isFinite(value)) {
        return 'a number is too large';
      }
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= DEEPEST) {
        return `values are nested deeper than ${DEEPEST} levels`;
      }
      const keys = Array.isArray(value) ? [] : Object.keys(value);
      const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
      seen += members.length;
      if (seen > MOST_VALUES) {
        return `the row holds more than ${MOST_VALUES} values`;
      }
      for (const key of keys) {
        const reason = unstorableText(key);
        if (reason !== null) {
          return reason;
        }
      }
      for (const member of members) {
        waiting.push({ value: member, depth: depth + 1 });
      }
    }
  }
  return null;
}

/** Finds a list of the row that is longer than any agent's case. */
function findExcess(row: unknown): string | null {
  if (typeof row !== 'object' || row === null) {
    return null;
  }
  for (const [field, most] of Object.entries(MOST_MEMBERS)) {
    const list: unknown = Reflect.get(row, field);
    if (typeof list === 'object' && list !== null && Object.keys(list).length > most) {
      return `${field}: at most ${most}`;
    }
  }
  return null;
}

/** With the `u` flag a whole pair is one character, and only a half is of this category. */
const HALF_PAIR = /\p{Surrogate}/u;

function unstorableText(text: string): string | null {
  if (text.includes('\0')) {
    return 'a text holds a NUL character';
  }
  return HALF_PAIR.test(text) ? 'a text holds half of a surrogate pair' : null;
}
