/** An assertion as promptfoo's configuration would have it. */
export interface AssertionFields {
  type: string;
  value?: unknown;
  threshold?: number;
  [key: string]: unknown;
}

/** Types that take a list, which a cell separates by commas. */
const LIST_TYPES = /^(?:i?contains-(?:any|all))$/;
/** `not-` and `(0.8)` are optional, and so is the value. */
const FORM = /^(not-)?([a-z][a-z0-9]*(?:[-:][a-z0-9]+)*?)(?:\((\d+(?:\.\d+)?)\))?(?::([\s\S]*))?$/;

/**
 * Reads what stands in an `__expected` cell: `type: value`, `type(threshold): value`, `fn:`, `eval:`,
 * `grade:`, a path of code, or a text that the answer must be equal to.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/#assertion-string-syntax
 * @param isType - whether promptfoo has an assertion of this name
 */
export function assertionOfText(text: string, isType: (type: string) => boolean): AssertionFields {
  const script = /^(?:javascript|fn|eval):([\s\S]*)$/.exec(text);
  if (script !== null) return { type: 'javascript', value: script[1]?.trim() };
  const rubric = /^(?:grade|llm-rubric):([\s\S]*)$/.exec(text);
  if (rubric !== null) return { type: 'llm-rubric', value: rubric[1]?.trim() };
  if (/^(?:python:|file:\/\/\S+\.py\b)/.test(text)) return { type: 'python', value: text };
  if (/^file:\/\/\S+\.[cm]?[jt]s\b/.test(text)) return { type: 'javascript', value: text };
  const [, not = '', type = '', threshold, value] = FORM.exec(text) ?? [];
  if (!isType(type)) return { type: 'equals', value: text };
  const trimmed = value?.trim();
  return {
    type: `${not}${type}`,
    ...(trimmed === undefined || trimmed === ''
      ? {}
      : { value: LIST_TYPES.test(type) ? splitList(trimmed) : trimmed }),
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
  };
}

/** Values between commas; one in quotation marks may hold commas. */
function splitList(text: string): string[] {
  return [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '')
    .filter((value) => value !== '');
}
