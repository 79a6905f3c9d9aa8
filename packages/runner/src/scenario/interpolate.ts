import { nearest } from '@fluxloop/core/notation';
import type { Json } from './canonical-json.js';

/** What a case knows: its context, and the persona that asks. */
export type Variables = Readonly<Record<string, Json>>;

/** `{{ name }}` or `{{ order.number }}`; whatever else stands in double braces is text. */
const PLACEHOLDER = /\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*\}\}/g;
const WHOLE = /^\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*\}\}$/;

/** A text names a variable that its case does not have. */
export class MissingVariableError extends Error {
  override readonly name = 'MissingVariableError';
  readonly variable: string;
  /** What to do. */
  readonly hint: string;

  constructor(variable: string, known: readonly string[]) {
    super(`There is no variable "${variable}" for {{ ${variable} }}.`);
    this.variable = variable;
    const close = nearest(variable, known);
    const there = known.length === 0 ? '' : ` There are: ${known.slice(0, 12).join(', ')}.`;
    this.hint =
      close === undefined
        ? `Give it under "context:", or write "interpolate: false" where braces are meant as they are.${there}`
        : `Did you mean {{ ${close} }}?`;
  }
}

/** Whether a text, or a text somewhere within a value, names a variable. */
export function hasPlaceholder(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('{{') && value.search(PLACEHOLDER) !== -1;
  }
  if (typeof value !== 'object' || value === null) return false;
  for (const member of Object.values(value)) if (hasPlaceholder(member)) return true;
  return false;
}

/**
 * A text with every `{{ name }}` replaced by its variable. Lists and mappings become JSON.
 * @throws MissingVariableError
 */
export function interpolateText(text: string, variables: Variables): string {
  if (!text.includes('{{')) return text;
  return text.replace(PLACEHOLDER, (_, path: string) => asText(lookUp(path, variables)));
}

/**
 * A plain value with every text in it interpolated. A text that is nothing but `{{ name }}` becomes the
 * variable itself, so that a number stays a number.
 * @throws MissingVariableError
 */
export function interpolateValue(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)?.[1];
    return whole === undefined ? interpolateText(value, variables) : lookUp(whole, variables);
  }
  if (Array.isArray(value)) return value.map((item) => interpolateValue(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, interpolateValue(member, variables)]),
  );
}

function lookUp(path: string, variables: Variables): Json {
  let current: Json | undefined = variables as { [key: string]: Json };
  for (const key of path.split('.')) {
    const inside: Json | undefined = current;
    current =
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
        ? (inside as { [key: string]: Json })[key]
        : undefined;
    if (current === undefined) throw new MissingVariableError(path, pathsOf(variables));
  }
  return current;
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/** The names of all variables, those within mappings with dots. */
function pathsOf(variables: Variables, before = ''): string[] {
  return Object.entries(variables).flatMap(([key, value]) => {
    const path = `${before}${key}`;
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMapping && before.split('.').length < 4
      ? [path, ...pathsOf(value, `${path}.`)]
      : [path];
  });
}
