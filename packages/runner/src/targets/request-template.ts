import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Json } from '../scenario/canonical-json.js';
import type { EnvironmentReader } from './environment-reader.js';
import { valueAtPath } from './json-path.js';
import type { Metadata } from './target.js';

/** What a template may name. */
export interface TemplateValues {
  text: string;
  /** `null` before the server has given the conversation an id. */
  session: string | null;
  turn: number;
  /** What was said before and now, oldest first, as chat APIs take it. */
  messages: readonly { role: 'user' | 'assistant'; content: string }[];
  context: Metadata;
}

/** A template that is ready to be filled, as often as there are turns. */
export type Template = (values: TemplateValues) => Json | undefined;

const NAMES = ['text', 'session', 'turn', 'messages', 'context'] as const;
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** The same without its group, which `split` would keep. */
const SEPARATOR = /\{\{[^{}]*\}\}/g;

/**
 * Prepares a template: any JSON value in which texts hold `{{text}}`, `{{session}}`, `{{turn}}`,
 * `{{messages}}`, `{{context}}` and `{{context.key}}`. A text that is nothing but a placeholder becomes the
 * value itself, whatever its type; a member whose value does not exist is left out.
 * @param where - the key in `fluxloop.yaml`, for the error
 * @throws ConfigurationError `template_invalid`, `variable_missing`
 */
export function compileTemplate(
  written: Json,
  where: string,
  environment: EnvironmentReader,
): Template {
  if (typeof written === 'string') return compileText(written, where, environment);
  if (Array.isArray(written)) {
    const items = written.map((item, index) =>
      compileTemplate(item, `${where}[${index}]`, environment),
    );
    return (values) => items.map((item) => item(values) ?? null);
  }
  if (typeof written !== 'object' || written === null) return () => written;
  const members = Object.entries(written).map(
    ([key, value]) => [key, compileTemplate(value, `${where}.${key}`, environment)] as const,
  );
  return (values) =>
    Object.fromEntries(
      members.flatMap(([key, member]) => {
        const value = member(values);
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
}

/**
 * Prepares a text in which placeholders become texts.
 * @param encode - what is done with each of them
 * @throws ConfigurationError `template_invalid`, `variable_missing`
 */
export function compileTextTemplate(
  written: string,
  where: string,
  environment: EnvironmentReader,
  encode: (value: string) => string = (value) => value,
): (values: TemplateValues) => string {
  const names = [...written.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  for (const name of names) checkName(name, where);
  // Only what stands between placeholders is filled: what a variable holds is never a template.
  const literals = written.split(SEPARATOR).map((literal) => environment.fill(literal, where));
  return (values) =>
    literals
      .map((literal, index) => {
        const name = names[index];
        return name === undefined ? literal : literal + encode(asText(lookUp(name, values)));
      })
      .join('');
}

function compileText(written: string, where: string, environment: EnvironmentReader): Template {
  const [whole, name] = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(written) ?? [];
  if (whole === undefined || name === undefined) {
    return compileTextTemplate(written, where, environment);
  }
  checkName(name, where);
  return (values) => lookUp(name, values);
}

function lookUp(name: string, values: TemplateValues): Json | undefined {
  // What the values hold is JSON, and so is every part of it.
  const value = valueAtPath(values, name.split('.')) as Json | undefined;
  return value === null && name === 'session' ? undefined : value;
}

function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function checkName(name: string, where: string): void {
  const [root = '', ...rest] = name.split('.');
  const known: readonly string[] = NAMES;
  if (known.includes(root) && (rest.length === 0 || root === 'context')) return;
  const meant = nearest(name, known);
  throw new ConfigurationError('template_invalid', `${where}: nobody knows what {{${name}}} is.`, {
    hint:
      meant === undefined
        ? `Known are ${NAMES.map((one) => `{{${one}}}`).join(', ')} and {{context.key}}.`
        : `Did you mean {{${meant}}}?`,
  });
}
