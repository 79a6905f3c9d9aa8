import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import type { ZodType } from 'zod';
import { ConfigurationError } from '../errors/index.js';
import { nearest } from '../notation/index.js';
import { decodeUtf8 } from './decode-utf8.js';
import type { ConfigurationWarning, ParsedYaml, ParseYamlOptions } from './parse-yaml.js';
import { knownKeys } from './schema-keys.js';
import {
  judgeIssues,
  type SchemaProblem,
  type SchemaVerdict,
  type UnknownKey,
  valueAt,
} from './schema-problems.js';
import { YamlSource } from './yaml-source.js';
import { syntaxError } from './yaml-syntax.js';

/** How many problems one error tells; the rest is counted. */
const SHOWN_PROBLEMS = 5;

/** {@link parseYaml} with everything that it needs in memory. */
export function checkYaml<T>(options: ParseYamlOptions<T>): ParsedYaml<T> {
  // A byte-order mark would shift the columns of the first line.
  const text = decodeUtf8(options.text, options.file).replace(/^\uFEFF/, '');
  const { document, source } = parseText(text, options.file);
  const data = toData(document, source, options.file);
  const warnings: ConfigurationWarning[] = [];
  for (;;) {
    // zod would compile a function for each mapping, which pays only for what is read many times.
    const result = options.schema.safeParse(data, { jitless: true });
    if (result.success) {
      warnings.sort((a, b) => (a.location.line ?? 0) - (b.location.line ?? 0));
      return {
        value: result.data,
        warnings,
        locate: (path) => source.locate(path),
        locateKey: (path) => {
          const key = path.at(-1);
          return typeof key === 'string'
            ? source.locateKey(path.slice(0, -1), key)
            : source.locate(path);
        },
      };
    }
    const { problems, unknown } = judgeIssues(result.error.issues, data);
    const verdict = { problems, unknown: unknown.filter(({ key }) => !isExtension(key)) };
    const isRefused = ({ path: [root] }: UnknownKey) =>
      options.strict || options.strictBelow?.includes(String(root));
    if (problems.length > 0 || unknown.length === 0 || verdict.unknown.some(isRefused)) {
      throw schemaError(verdict, source, options.schema);
    }
    for (const one of verdict.unknown) {
      warnings.push(unknownKeyWarning(one, source, options.schema));
    }
    for (const one of unknown) removeKey(data, one);
  }
}

/** `x-common:` is where people keep what anchors are for, as in Compose files: nobody reads it. */
function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

function parseText(text: string, file: string) {
  const counter = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, merge: true });
  } catch (error) {
    throw unreadable(error, file);
  }
  const source = new YamlSource(file, text, document, counter);
  const [first] = document.errors;
  if (first !== undefined) throw syntaxError(first, source);
  return { document, source };
}

/** An empty file is an empty mapping. */
function toData(document: Document.Parsed, source: YamlSource, file: string): unknown {
  try {
    // The bound on aliases is what keeps a small file from growing without end in memory.
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return data ?? {};
  } catch (error) {
    throw unknownAnchor(document, source) ?? unreadable(error, file);
  }
}

/** An alias before any anchor of its name; `null` where every alias has its anchor. */
function unknownAnchor(document: Document.Parsed, source: YamlSource): ConfigurationError | null {
  const anchors = new Set<string>();
  let unknown: number | null = null;
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.add(node.anchor);
    },
    Alias: (_, alias) => {
      if (anchors.has(alias.source)) return undefined;
      unknown = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  if (unknown === null) return null;
  return new ConfigurationError(
    'yaml_syntax',
    'A value begins with "*", which names an anchor that does not exist.',
    { location: source.at(unknown), hint: 'Put the value into quotation marks.' },
  );
}

/** The parser throws for nesting deeper than its stack, and for too many aliases. */
function unreadable(error: unknown, file: string): ConfigurationError {
  if (!(error instanceof RangeError) && !(error instanceof ReferenceError)) throw error;
  const problem =
    error instanceof RangeError
      ? 'The file is nested too deeply to be read.'
      : 'The file repeats itself by aliases ("*name") far too often.';
  return new ConfigurationError('yaml_syntax', problem, {
    location: { file },
    hint: 'Write the values out.',
  });
}

function schemaError(
  { problems, unknown }: SchemaVerdict,
  source: YamlSource,
  schema: ZodType,
): ConfigurationError {
  const all = [
    ...problems.map((problem) => ({ ...problem, location: source.locate(problem.path) })),
    ...unknown.map((one) => {
      const { message, location } = unknownKeyWarning(one, source, schema);
      return { path: one.path, message, location, code: 'unknown_key', hint: undefined };
    }),
  ];
  all.sort(
    (a, b) => rank(a.code) - rank(b.code) || (a.location.line ?? 0) - (b.location.line ?? 0),
  );
  const [first, ...others] = all;
  if (first === undefined) throw new TypeError('A schema failed without an issue.');
  const lines = others
    .slice(0, SHOWN_PROBLEMS - 1)
    .map((one) => `  line ${one.location.line ?? '?'}: ${statement(one)}`);
  if (others.length >= SHOWN_PROBLEMS)
    lines.push(`  and ${others.length + 1 - SHOWN_PROBLEMS} more`);
  return new ConfigurationError(first.code, [statement(first), ...lines].join('\n'), {
    location: first.location,
    ...(first.hint === undefined ? {} : { hint: first.hint }),
  });
}

/** A problem with a code of its own says most, an unknown key least. */
function rank(code: string): number {
  return code === 'unknown_key' ? 2 : code === 'yaml_value' ? 1 : 0;
}

function statement({ path, message, code }: Pick<SchemaProblem, 'path' | 'message' | 'code'>) {
  return path.length === 0 || code === 'unknown_key' ? message : `${pathText(path)}: ${message}`;
}

function unknownKeyWarning(
  { path, key }: UnknownKey,
  source: YamlSource,
  schema: ZodType,
): ConfigurationWarning {
  const known = knownKeys(schema, path);
  const suggestion = nearest(key, known);
  const where = path.length === 0 ? '' : ` in ${pathText(path)}`;
  const help =
    suggestion === undefined ? `known here: ${known.join(', ')}` : `did you mean "${suggestion}"?`;
  return {
    code: 'unknown_key',
    message: `Unknown key "${key}"${where}; ${help}`,
    location: source.locateKey(path, key),
  };
}

function removeKey(data: unknown, { path, key }: UnknownKey): void {
  const holder = valueAt(data, path);
  if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, key);
}

/** `inputs[3].criteria[0]` */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${String(segment)}`))
    .join('')
    .replace(/^\./, '');
}
