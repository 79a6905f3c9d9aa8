/** What a template could not be filled with, or for what reason it cannot be filled at all. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Fills a nunjucks template (https://mozilla.github.io/nunjucks/templating.html) as far as that goes
 * without running code: `{{ name }}`, `{{ a.b[0] }}`, the filters below, comments. The library itself
 * compiles templates to JavaScript, and what is imported is never run.
 * @returns the text; variables that do not exist are empty, as in nunjucks
 * @throws TemplateError for tags, calls, operators, other filters and the environment
 */
export function fillTemplate(template: string, variables: Variables): string {
  if (!/\{[{%#]/.test(template)) return template;
  return template
    .replace(/\{#[\s\S]*?#\}/g, '')
    .replace(/\{%-?\s*(\w*)[\s\S]*?%\}/g, (_, tag: string) => {
      throw new TemplateError(`the tag {% ${tag} %}`);
    })
    .replace(/\{\{-?([\s\S]*?)-?\}\}/g, (_, expression: string) =>
      asText(evaluate(expression.trim(), variables)),
    );
}

/** Whether a text is more than plain text. */
export function isTemplate(text: string): boolean {
  return /\{[{%#]/.test(text);
}

/**
 * A value with every text in it filled.
 * @throws TemplateError
 */
export function fillValue(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return fillTemplate(value, variables);
  if (Array.isArray(value)) return value.map((item) => fillValue(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, fillValue(member, variables)]),
  );
}

const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[(?:\d+|'[^']*'|"[^"]*")\])*/;
const FILTER = /^\|\s*([A-Za-z]\w*)\s*(?:\(([^()]*)\))?\s*/;

function evaluate(expression: string, variables: Variables): unknown {
  const path = PATH.exec(expression)?.[0];
  const quoted = /^(?:'([^']*)'|"([^"]*)")/.exec(expression);
  let rest: string;
  let value: unknown;
  if (path !== undefined) {
    if (path === 'env' || /^env[.[]/.test(path)) throw new TemplateError('the environment');
    value = lookUp(path, variables);
    rest = expression.slice(path.length).trim();
  } else if (quoted !== null) {
    value = quoted[1] ?? quoted[2];
    rest = expression.slice(quoted[0].length).trim();
  } else {
    throw new TemplateError(`the expression {{ ${expression} }}`);
  }
  while (rest !== '') {
    const [whole, name = '', given = ''] = FILTER.exec(rest) ?? [];
    if (whole === undefined) throw new TemplateError(`the expression {{ ${expression} }}`);
    const filter = FILTERS[name];
    if (filter === undefined) throw new TemplateError(`the filter "${name}"`);
    value = filter(value, readArguments(given));
    rest = rest.slice(whole.length);
  }
  return value;
}

function lookUp(path: string, variables: Variables): unknown {
  const keys = [...path.matchAll(/([A-Za-z_$][\w$]*)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g)].map(
    ([, name, index, single, double]) => name ?? index ?? single ?? double ?? '',
  );
  let current: unknown = variables;
  for (const key of keys) {
    current =
      typeof current === 'object' && current !== null && Object.hasOwn(current, key)
        ? (current as Variables)[key]
        : undefined;
  }
  return current;
}

function readArguments(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?|true|false)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}

/** https://mozilla.github.io/nunjucks/templating.html#builtin-filters */
const FILTERS: Readonly<Record<string, (value: unknown, given: readonly string[]) => unknown>> = {
  dump: (value) => JSON.stringify(value ?? null),
  string: asText,
  safe: (value) => value,
  upper: (value) => asText(value).toUpperCase(),
  lower: (value) => asText(value).toLowerCase(),
  trim: (value) => asText(value).trim(),
  capitalize: (value) => {
    const text = asText(value).toLowerCase();
    return text.charAt(0).toUpperCase() + text.slice(1);
  },
  length: (value) => (Array.isArray(value) ? value.length : asText(value).length),
  first: (value) => (Array.isArray(value) ? value[0] : asText(value).charAt(0)),
  last: (value) => (Array.isArray(value) ? value.at(-1) : asText(value).slice(-1)),
  join: (value, [separator = '']) =>
    Array.isArray(value) ? value.map(asText).join(separator) : asText(value),
  replace: (value, [from = '', to = '']) => asText(value).replaceAll(from, to),
  default: (value, [otherwise = '']) => value ?? otherwise,
  d: (value, [otherwise = '']) => value ?? otherwise,
};

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
