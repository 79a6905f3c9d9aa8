import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Ajv,
  type AnySchemaObject,
  type ErrorObject,
  type Options,
  type ValidateFunction,
} from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { canonicalJson, isJson } from '../scenario/canonical-json.js';
import { lastText } from './answer-text.js';
import { type CriterionKind, CriterionValueError, type Finding } from './criterion.js';
import { definitionInWords } from './definition-text.js';
import { isMapping } from './given-value.js';
import { parseAnswer } from './is-json-criterion.js';
import type { RegexTester } from './regex-tester.js';

/** How many problems of an answer one reason tells. */
const SHOWN_PROBLEMS = 3;
/** How many distinct schemas are kept compiled: data files may bring one with each line. */
const KEPT_SCHEMAS = 100;
const DRAFT_7 = /^https?:\/\/json-schema\.org\/draft-0[67]\/schema#?$/;

const compiled = new Map<string, CompiledSchema>();

/**
 * The last answer is JSON that fits the schema: written out, or the path of a JSON file. It is JSON
 * Schema 2020-12 (https://json-schema.org/draft/2020-12), or draft 7 when `$schema` says so.
 */
export const jsonSchema: CriterionKind = {
  type: 'json-schema',
  create: ({ value }, { root }) => {
    const schema = typeof value === 'string' ? readSchema(value, root) : value;
    if (!isMapping(schema) || !isJson(schema)) {
      throw new CriterionValueError(
        'it needs a schema, such as json-schema: { type: object, required: [status] }, or the path of one',
      );
    }
    const validator = compile(schema);
    return {
      expected: definitionInWords(canonicalJson(schema)),
      examine: (answers, { regex }) => {
        const { problem, value: said } = parseAnswer(lastText(answers));
        if (problem !== null) return { met: false, reason: problem };
        return validator.check(said, regex);
      },
    };
  },
};

function compile(schema: AnySchemaObject): CompiledSchema {
  const key = JSON.stringify(schema);
  let known = compiled.get(key);
  if (known === undefined) {
    known = new CompiledSchema(schema);
    const [oldest] = compiled.keys();
    if (compiled.size >= KEPT_SCHEMAS && oldest !== undefined) compiled.delete(oldest);
    compiled.set(key, known);
  }
  return known;
}

/**
 * A schema that is ready to use. Its `pattern`s are a user's regular expressions, and the validator
 * is synchronous. So a pattern that might be slow is first taken for not matching and remembered;
 * then it is tried where regular expressions are tried, and the answer is looked at again.
 */
class CompiledSchema {
  readonly #validate: ValidateFunction;
  readonly #tried = new Map<string, boolean>();
  #regex: RegexTester | null = null;
  #pending: { key: string; result: Promise<boolean> }[] = [];

  constructor(schema: AnySchemaObject) {
    const options: Options = {
      allErrors: true,
      strict: true,
      strictTypes: false,
      strictTuples: false,
      strictRequired: false,
      allowUnionTypes: true,
      logger: false,
      code: {
        regExp: Object.assign((source: string, flags: string) => this.#tester(source, flags), {
          code: 'undefined',
        }),
      },
    };
    const Validator = DRAFT_7.test(String(schema.$schema ?? '')) ? Ajv : Ajv2020;
    try {
      const ajv = new Validator(options);
      addFormats.default(ajv);
      this.#validate = ajv.compile(schema);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CriterionValueError(`its schema is not valid: ${why}`);
    }
  }

  check(value: unknown, regex: RegexTester): Finding | Promise<Finding> {
    this.#regex = regex;
    this.#pending = [];
    const met = this.#validate(value);
    const pending = this.#pending;
    if (pending.length === 0) {
      this.#tried.clear();
      return met
        ? { met: true, reason: 'The answer fits the schema.' }
        : { met: false, reason: `The answer does not fit: ${problems(this.#validate.errors)}.` };
    }
    return this.#checkAgain(value, regex, pending);
  }

  async #checkAgain(
    value: unknown,
    regex: RegexTester,
    pending: readonly { key: string; result: Promise<boolean> }[],
  ): Promise<Finding> {
    const results = await Promise.all(pending.map(({ result }) => result));
    for (const [index, { key }] of pending.entries()) this.#tried.set(key, results[index] ?? false);
    return this.check(value, regex);
  }

  #tester(source: string, flags: string) {
    const pattern = new RegExp(source, flags);
    return {
      test: (text: string): boolean => {
        const key = `${source}\n${text}`;
        const known = this.#tried.get(key);
        if (known !== undefined) return known;
        const result = this.#regex?.test(pattern, text) ?? false;
        if (typeof result === 'boolean') return result;
        this.#pending.push({ key, result });
        return false;
      },
    };
  }
}

function readSchema(path: string, root: string): unknown {
  let text: string;
  try {
    text = readFileSync(resolve(root, path), 'utf8');
  } catch {
    throw new CriterionValueError(
      `its schema ${path} cannot be read; the path counts from the project's folder`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new CriterionValueError(`its schema ${path} is not JSON`);
  }
}

/** Where the answer does not fit, without what stands there. */
function problems(errors: readonly ErrorObject[] | null | undefined): string {
  const all = errors ?? [];
  const shown = all
    .slice(0, SHOWN_PROBLEMS)
    .map(({ instancePath, message }) => `${instancePath === '' ? 'it' : instancePath} ${message}`);
  const others = all.length - shown.length;
  return `${shown.join('; ')}${others > 0 ? `; and ${others} more` : ''}`;
}
