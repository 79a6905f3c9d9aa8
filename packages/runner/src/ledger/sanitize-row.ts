import type {
  CriterionResult,
  Message,
  RedactionCounts,
  ResultRow,
  ToolCall,
} from '@fluxloop/core/contract';
import {
  createPlaceholders,
  type JsonValue,
  type Placeholders,
  type Sanitizer,
} from '@fluxloop/core/sanitizer';
import { sanitizeMessage } from './sanitize-message.js';

const MAX_NAME = 400;
const MAX_SCENARIO = 200;
const MAX_PERSONA = 200;

/**
 * A row with every text in it sanitized: the scenario's and the case's name, what was said, tool calls,
 * metadata, expectations, reasons and errors. Placeholders are numbered within the row, in this order, so a row
 * always comes out the same. A value that any of them gives away is then replaced in all of them: a
 * number that a customer calls a phone stands bare in a criterion.
 * @param harmless - texts in which the sanitizer is known to find nothing; each is looked at once
 * @returns a row whose `redactions` say what was replaced, and no less than they said before
 */
export function sanitizeRow(
  row: ResultRow,
  sanitizer: Sanitizer,
  harmless: readonly string[] = [],
): ResultRow {
  const texts = new SanitizedTexts(sanitizer, harmless);
  const { counts, placeholders } = texts;
  const found = mapTexts(row, texts);
  const recalled = placeholders.isEmpty()
    ? found
    : mapTexts(found, new RecalledTexts(placeholders, counts));
  if (recalled === row && isShort(row) && !hasCounts(counts)) return row;
  return {
    ...recalled,
    scenario: recalled.scenario.slice(0, MAX_SCENARIO),
    name: recalled.name.slice(0, MAX_NAME),
    ...(recalled.persona === undefined ? {} : { persona: recalled.persona.slice(0, MAX_PERSONA) }),
    redactions: atLeast(counts, row.redactions),
  };
}

/** What becomes of each kind of text in a row. */
interface TextMapping {
  text(text: string): string;
  /** What an error says. */
  message(text: string): string;
  name(name: string): string;
  value<T extends JsonValue>(value: T): T;
}

/** Texts with what the sanitizer finds in them replaced. */
class SanitizedTexts implements TextMapping {
  readonly counts: RedactionCounts = {};
  readonly placeholders = createPlaceholders();
  readonly #sanitizer: Sanitizer;
  readonly #harmless: readonly string[];

  constructor(sanitizer: Sanitizer, harmless: readonly string[]) {
    this.#sanitizer = sanitizer;
    this.#harmless = harmless;
  }

  text(text: string): string {
    if (this.#harmless.includes(text)) return text;
    const result = this.#sanitizer.sanitize(text, { placeholders: this.placeholders });
    addCounts(this.counts, result.counts);
    return result.text;
  }

  message(text: string): string {
    const result = sanitizeMessage(text, (one) =>
      this.#sanitizer.sanitize(one, { placeholders: this.placeholders }),
    );
    addCounts(this.counts, result.counts);
    return result.text;
  }

  /** The name repeats the first input, or is a title; what is in it is counted there, or nowhere. */
  name(name: string): string {
    if (this.#harmless.includes(name)) return name;
    return this.#sanitizer.sanitize(name, { placeholders: this.placeholders }).text;
  }

  value<T extends JsonValue>(value: T): T {
    const result = this.#sanitizer.sanitizeValue(value, { placeholders: this.placeholders });
    addCounts(this.counts, result.counts);
    return result.value;
  }
}

/** Texts with what another of them gave away replaced. */
class RecalledTexts implements TextMapping {
  readonly #placeholders: Placeholders;
  readonly #counts: RedactionCounts;

  constructor(placeholders: Placeholders, counts: RedactionCounts) {
    this.#placeholders = placeholders;
    this.#counts = counts;
  }

  text(text: string): string {
    const result = this.#placeholders.recall(text);
    addCounts(this.#counts, result.counts);
    return result.text;
  }

  message(text: string): string {
    const result = sanitizeMessage(text, (one) => this.#placeholders.recall(one));
    addCounts(this.#counts, result.counts);
    return result.text;
  }

  name(name: string): string {
    return this.#placeholders.recall(name).text;
  }

  value<T extends JsonValue>(value: T): T {
    return mapStrings(value, (text) => this.text(text));
  }
}

function addCounts(counts: RedactionCounts, added: Readonly<Record<string, number>>): void {
  for (const type in added) counts[type] = (counts[type] ?? 0) + (added[type] ?? 0);
}

/** Whether anything was counted. */
export function hasCounts(counts: Readonly<Record<string, number>>): boolean {
  for (const _ in counts) return true;
  return false;
}

/** Nothing of it is cut off. */
function isShort({ scenario, name, persona = '' }: ResultRow): boolean {
  return (
    scenario.length <= MAX_SCENARIO && name.length <= MAX_NAME && persona.length <= MAX_PERSONA
  );
}

/**
 * Key by key in the contract's order: it is also the order in the file, and the order in which
 * placeholders are numbered.
 * @returns the row itself when none of its texts becomes another
 */
function mapTexts(row: ResultRow, to: TextMapping): ResultRow {
  const scenario = to.text(row.scenario);
  const name = to.name(row.name);
  const persona = row.persona === undefined ? undefined : to.name(row.persona);
  const messages = mapAll(row.messages, mapMessage, to);
  const criteria = mapAll(row.criteria, mapCriterion, to);
  const message = row.error === undefined ? undefined : to.message(row.error.message);
  const isSame =
    scenario === row.scenario &&
    name === row.name &&
    persona === row.persona &&
    messages === row.messages &&
    criteria === row.criteria &&
    message === row.error?.message;
  if (isSame) return row;
  return {
    ...row,
    scenario,
    name,
    ...(persona === undefined ? {} : { persona }),
    messages,
    criteria,
    ...(row.error === undefined || message === undefined
      ? {}
      : { error: { code: row.error.code, message } }),
  };
}

function mapMessage(message: Message, to: TextMapping): Message {
  const text = to.text(message.text);
  const { metadata, tool_calls } = message;
  if (text === message.text && metadata === undefined && tool_calls === undefined) return message;
  return {
    ...message,
    text,
    ...(metadata === undefined ? {} : { metadata: to.value(metadata) }),
    ...(tool_calls === undefined
      ? {}
      : { tool_calls: tool_calls.map((call) => mapToolCall(call, to)) }),
  };
}

function mapCriterion(criterion: CriterionResult, to: TextMapping): CriterionResult {
  const expected = to.text(criterion.expected);
  const reason = to.text(criterion.reason);
  const isSame = expected === criterion.expected && reason === criterion.reason;
  return isSame ? criterion : { ...criterion, expected, reason };
}

/** The list itself when no item of it becomes another. */
function mapAll<T>(items: T[], map: (item: T, to: TextMapping) => T, to: TextMapping): T[] {
  let mapped: T[] | null = null;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] as T;
    const other = map(item, to);
    if (other !== item) mapped ??= items.slice();
    if (mapped !== null) mapped[index] = other;
  }
  return mapped ?? items;
}

/** The name is a text too: nobody can say what an agent puts there. */
function mapToolCall(call: ToolCall, to: TextMapping): ToolCall {
  return {
    name: to.text(call.name),
    arguments: to.value(call.arguments),
    ...(call.result === undefined ? {} : { result: to.value(call.result) }),
  };
}

/** A JSON value with every string in it replaced, the names of members included. */
function mapStrings<T extends JsonValue>(value: T, to: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_, inner: unknown) => {
    if (typeof inner === 'string') return to(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [to(name), member]));
  });
}

/** For each type the larger count: rows that were sanitized before keep what was found then. */
function atLeast(counts: RedactionCounts, before: RedactionCounts): RedactionCounts {
  const merged: RedactionCounts = { ...counts };
  for (const type in before) merged[type] = Math.max(merged[type] ?? 0, before[type] ?? 0);
  return merged;
}
