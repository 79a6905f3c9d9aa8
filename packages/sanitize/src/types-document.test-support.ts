import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLES } from './detectors/examples.test-support.js';
import { keyedRows } from './detectors/secrets/keyed-rows/index.js';
import { tokenRows } from './detectors/secrets/token-rows/index.js';
import { FAKES } from './operators/fakes/index.js';
import { reservableTypes } from './policy/reserved-ranges.js';
import {
  labelOf,
  SENSITIVE_TYPES,
  type SensitiveType,
  sensitiveTypes,
  TYPE_ALIASES,
} from './types.js';

const folder = fileURLToPath(new URL('detectors', import.meta.url));

/** What the source says of a rule: the text of a docstring, and what it refers to. */
interface RuleDocument {
  text: string;
  sources: string[];
  type: string | undefined;
}

/** A form of a number that an authority gives, as its row of data says it. */
interface FormatDocument {
  rule: string;
  shapes: string;
  needsLabel: boolean;
  sources: string[];
  file: string;
}

function sourceFiles(at: string): string[] {
  return readdirSync(at, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = join(at, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return /^(?!.*\.test).*\.ts$/.test(entry.name) ? [path] : [];
    });
}

const sources = sourceFiles(folder).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** Docstrings that stand before something exported which names a rule. */
function readRules(): Map<string, RuleDocument[]> {
  const rules = new Map<string, RuleDocument[]>();
  for (const { text } of sources) {
    const blocks = [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export /g)];
    for (const [i, block] of blocks.entries()) {
      const body = text.slice(block.index + block[0].length, blocks[i + 1]?.index);
      const rule = /^[\s\S]{0,1500}?\brule: '([a-z0-9-]+)'/.exec(body)?.[1];
      if (rule === undefined || !/^(?:const|function)[^\n]*Detector/.test(body)) continue;
      const type = /\btype: '([a-z_]+)'/.exec(body)?.[1];
      rules.set(rule, [...(rules.get(rule) ?? []), { ...readDocstring(block[1] ?? ''), type }]);
    }
  }
  return rules;
}

function readDocstring(raw: string): { text: string; sources: string[] } {
  const lines = raw.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const [text = '', ...tags] = lines.join('\n').split(/^@/m);
  const see = tags.filter((tag) => tag.startsWith('see ')).map((tag) => flat(tag.slice(4)));
  return { text: text.trim().replaceAll(/\{@link (?:\w+\.)?(\w+)\}/g, '`$1`'), sources: see };
}

/** Rows of data with the page of the authority in a comment above them. */
function readFormats(): FormatDocument[] {
  const row =
    /((?:^ *\/\/[^\n]*\n)*) *\{\n? *rule: '([a-z0-9-]+)',\s*shapes:\s*'([^']*)',([\s\S]*?)\n? *\},?\n/gm;
  return sources.flatMap(({ path, text }) =>
    [...text.matchAll(row)].map(([, comment = '', rule = '', shapes = '', rest = '']) => ({
      rule,
      shapes,
      needsLabel: !/\balone:/.test(rest),
      sources: comment.match(/https?:\/\/\S+/g) ?? [],
      file: path,
    })),
  );
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A value of a secret is not shown: four characters and its length say which form it is. */
function masked(value: string): string {
  return value.length <= 8 ? '•'.repeat(value.length) : `${value.slice(0, 4)}•••${value.length}`;
}

/** A text of an example in one line; of secrets the values and whatever looks like one are masked. */
function shown(text: string, isSecret: boolean): string {
  const values = isSecret
    ? text
        .replaceAll(/⟦([^⟧]*)⟧/g, (_, value: string) => `⟦${masked(value)}⟧`)
        .replaceAll(/[\w+/=-]{16,}/g, (run) =>
          /\d/.test(run) && /[a-z]/i.test(run) ? masked(run) : run,
        )
    : text;
  const line = values.replaceAll('\n', '⏎').replaceAll('\r', '␍').replaceAll('\t', '⇥');
  return line.length > 240 ? `${line.slice(0, 239)}…` : line;
}

function examplesOf(rule: string, type: string): { found: string[]; ignored: string[] } {
  const isSecret = SENSITIVE_TYPES[type as SensitiveType].category === 'secret';
  const own = EXAMPLES.filter(({ detector }) => detector.rule === rule && detector.type === type);
  return {
    found: own.flatMap(({ examples }) => examples.found()).map((text) => shown(text, isSecret)),
    ignored: own.flatMap(({ examples }) => examples.ignored()).map((text) => shown(text, isSecret)),
  };
}

function fenced(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}

function ruleSection(rule: string, type: string, documents: readonly RuleDocument[]): string {
  const parts = [`### \`${rule}\``, ...documents.map(({ text }) => text)];
  const references = documents.flatMap((document) => document.sources);
  if (references.length > 0) parts.push(`Source: ${references.join('; ')}`);
  const { found, ignored } = examplesOf(rule, type);
  if (found.length > 0) parts.push('Found:', fenced(found));
  if (ignored.length > 0) parts.push('Left alone:', fenced(ignored));
  return parts.join('\n\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    `| ${header.join(' | ')} |`,
    `|${header.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');
}

function host(url: string): string {
  return `[${url.replace(/^https?:\/\//, '').split('/')[0]}](${url})`;
}

function tokenTables(): string {
  const tokens = tokenRows().map((row) => [
    `\`${row.rule}\``,
    row.prefixes.map((prefix) => (prefix === '' ? '—' : `\`${prefix}\``)).join(' '),
    `\`${row.form.notation}\``,
    host(row.source),
  ]);
  const keyed = keyedRows().map((row) => [
    `\`${row.rule}\``,
    row.vendors.join(', '),
    `\`${row.form.notation}\``,
    host(row.source),
  ]);
  return [
    `### Tokens that tell their vendor (${tokens.length})`,
    'In a form a letter stands for an alphabet and what follows it for a length; see `token-form.ts`.',
    table(['rule', 'begins with', 'then', 'source'], tokens),
    `### Secrets that the name of their vendor tells (${keyed.length})`,
    table(['rule', 'behind one of', 'form', 'source'], keyed),
  ].join('\n\n');
}

/** Which rows of data belong to which type, by the files that they stand in. */
function formatTable(type: string, formats: readonly FormatDocument[]): string[] {
  const names = new Set(namesOfType(type));
  const own = formats.filter(({ rule }) => names.has(rule));
  if (own.length === 0) return [];
  const rows = own.map(({ rule, shapes, needsLabel, sources: pages }) => [
    `\`${rule}\``,
    shapes
      .split('|')
      .map((shape) => `\`${shape}\``)
      .join(' '),
    needsLabel ? 'with a label' : 'also alone',
    pages.map(host).join(' '),
  ]);
  const countries = new Set(own.map(({ rule }) => rule.split('-')[0]));
  return [
    `### Forms (${own.length}, of ${countries.size} countries)`,
    '`9` stands for a digit, `A` for a capital, `X` for either; the rest for itself. A form with check digits is found by itself only if they are right.',
    table(['rule', 'forms', 'found', 'source'], rows),
  ];
}

/** The rules of a type's rows: the arrays of data that its detector is made of. */
function namesOfType(type: string): string[] {
  const maker = sources.find(({ text }) =>
    new RegExp(`numberDetector\\(\\{[\\s\\S]*?type: '${type}'`).test(text),
  );
  if (maker === undefined) return [];
  const seen = new Set<string>();
  const pending = [
    ...maker.text.matchAll(/\b[a-z]\w*(?:Ids|Formats|TaxIds|Numbers|Passports|Licences)\b/g),
  ].map(([name]) => name);
  const rules: string[] = [];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const { text } of sources) {
      const body = new RegExp(
        `export const ${name}\\b[^=]*= \\(\\).*? => \\[([\\s\\S]*?)\\n\\];`,
      ).exec(text)?.[1];
      if (body === undefined) continue;
      rules.push(...[...body.matchAll(/rule: '([a-z0-9-]+)'/g)].map(([, rule = '']) => rule));
      pending.push(...[...body.matchAll(/\.\.\.(\w+)/g)].map(([, spread = '']) => spread));
    }
  }
  return rules;
}

function typeSection(
  type: SensitiveType,
  rules: ReadonlyMap<string, RuleDocument[]>,
  formats: readonly FormatDocument[],
): string {
  const { category, byDefault } = SENSITIVE_TYPES[type];
  const label = labelOf(type);
  const aliases = [...TYPE_ALIASES]
    .filter(([, of]) => of === type)
    .map(([alias]) => `\`${alias}\``);
  const facts = [
    category === 'secret' ? 'A secret' : 'Personal data',
    byDefault ? 'found by default' : 'found only when it is asked for',
    `replaced by \`[${label}_1]\``,
    ...(aliases.length > 0 ? [`also called ${aliases.join(', ')}`] : []),
    ...(FAKES.has(type) ? ['has fakes'] : []),
    ...(reservableTypes.includes(type) ? ['has reserved ranges'] : []),
  ];
  const names = [
    ...new Set([
      ...EXAMPLES.filter(({ detector }) => detector.type === type).map(
        ({ detector }) => detector.rule,
      ),
      ...[...rules]
        .filter(([, found]) => found.some((one) => one.type === type))
        .map(([rule]) => rule),
    ]),
  ];
  return [
    `## ${type}`,
    `${facts.join(' · ')}.`,
    ...names.map((rule) => ruleSection(rule, type, rules.get(rule) ?? [])),
    ...(type === 'api_key' ? [tokenTables()] : []),
    ...formatTable(type, formats),
  ].join('\n\n');
}

/** The chapter on every type: its rules, their sources, examples and counter-examples. */
export function renderTypesDocument(): string {
  const rules = readRules();
  const formats = readFormats();
  return `${[
    '# What the sanitizer finds',
    'Written from the detectors by `npm run docs` in `packages/sanitize`; do not edit.',
    'In the examples a value stands between ⟦ and ⟧. They are the tests of the rules. Values of secrets are masked here: four characters, and how many there are.',
    sensitiveTypes.map((type) => `[${type}](#${type})`).join(' · '),
    ...sensitiveTypes.map((type) => typeSection(type, rules, formats)),
  ].join('\n\n')}\n`;
}

/** The rules of detectors that have no docstring of their own, or examples without one. */
export function undocumentedRules(): string[] {
  const rules = readRules();
  return EXAMPLES.map(({ detector }) => detector.rule).filter((rule) => !rules.has(rule));
}
