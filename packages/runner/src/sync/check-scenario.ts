import { dirname, isAbsolute, join, win32 } from 'node:path';
import { type ParsedYaml, parseYaml } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { parseDocument, visit } from 'yaml';
import { isWithin } from './project-files.js';

/** A scenario that came from the platform, before it is written. */
export interface PulledScenario {
  name: string;
  /** Where it goes, relative to the root. */
  file: string;
  text: string;
  /** What stands there now; `null` where there is nothing. */
  present: string | null;
}

/**
 * Checks that a text is a scenario.
 *
 * @returns the files that it refers to, from its own folder
 * @throws ConfigurationError with its place: `yaml_syntax`, `yaml_value`, `yaml_encoding`
 */
export async function checkScenario(text: string, file: string): Promise<string[]> {
  return referencesOf(await parseScenario(text, file))
    .filter(({ path, from }) => from === 'folder' && /\.[a-z]+$/i.test(path))
    .map(({ path }) => path);
}

/**
 * Checks that a scenario from the platform may be written. It is never executed, and brings no code
 * and no path out of the project with it: whoever may write there is not yet somebody who may run
 * programs here.
 *
 * @param options.root - the project's folder
 * @param options.allowCode - lets it bring scripts that the file here does not have
 * @throws ConfigurationError `scenario_refused`, saying why
 */
export async function checkPulled(
  { name, file, text, present }: PulledScenario,
  options: { root: string; allowCode: boolean },
): Promise<void> {
  const refuse = (why: string, hint: string) =>
    new ConfigurationError(
      'scenario_refused',
      `The scenario "${name}" of the platform is not written: ${why}.`,
      { hint },
    );
  const data = await parseScenario(text, file).catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error;
    const line = error.location?.line;
    const where = line === undefined ? '' : ` (line ${line})`;
    throw refuse(
      `it is no scenario that this version can read${where}: ${error.message}`,
      'Correct it on the platform, or update fluxloop; leave it out by naming others: --scenario NAME',
    );
  });
  if (hasOwnTag(text)) {
    throw refuse('it has a YAML tag of its own', 'Scenarios need no tags; remove it there.');
  }
  const outside = referencesOf(data).find((one) => leadsOut(one, file, options.root))?.path;
  if (outside !== undefined) {
    throw refuse(
      `it refers to a file outside of the project: ${JSON.stringify(outside)}`,
      'Let it refer to a file within the project.',
    );
  }
  if (options.allowCode) return;
  const known = new Set(present === null ? [] : codeOf(dataOf(present)));
  if (codeOf(data).some((code) => !known.has(code))) {
    throw refuse(
      'it brings a script, or names a file, that "fluxloop test" would run on this machine',
      `Read it first: fluxloop scenarios show ${JSON.stringify(name)}\nThen take it, if you trust who wrote it: --allow-code`,
    );
  }
}

/** The YAML as plain values. */
async function parseScenario(text: string, file: string): Promise<unknown> {
  const { scenarioFile } = await import('../scenario/scenario-schema.js');
  const parsed: ParsedYaml<unknown> = await parseYaml({ text, file, schema: scenarioFile });
  // What the schema left out, a later version may read: it is looked at all the same.
  return parsed.warnings.length === 0 ? parsed.value : dataOf(text);
}

/** The bound on aliases keeps a small text from growing without end; the parser here is the same. */
function dataOf(text: string): unknown {
  try {
    return parseDocument(text, { merge: true }).toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
}

/** YAML's own tags begin with `tag:yaml.org,2002:`, which is written `!!`. */
function hasOwnTag(text: string): boolean {
  let found = false;
  visit(parseDocument(text), {
    Node: (_, node) => {
      if (!('tag' in node) || typeof node.tag !== 'string') return undefined;
      if (/^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/.test(node.tag))
        return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** Under these names the agent is given values to know, in which anything may stand. */
const FREE = new Set(['context', 'metadata', 'traits']);
/** Under these names stand paths that count from the scenario's folder. */
const FROM_FOLDER = new Set(['extends', 'file', 'files', 'data', 'personas']);
/** Under these names stand paths that count from the project's folder. */
const FROM_ROOT = new Set([
  'path',
  'module',
  'metric',
  'source',
  'target',
  'schema',
  'json-schema',
]);
/** Criteria whose value is a script, or names a file that is run. */
const SCRIPTS = new Set(['javascript', 'module', 'python', 'script', 'code', 'function']);

/** Visits every member of every mapping that has a meaning for the engine. */
function eachMember(value: unknown, visitMember: (key: string, value: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) eachMember(item, visitMember);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const members = Object.entries(value).filter(([key]) => !FREE.has(key));
  for (const [key, member] of members) {
    visitMember(key.replace(/^not-/, ''), member);
    eachMember(member, visitMember);
  }
  // A criterion in its long form: "type: javascript" and "value: …".
  const { type, value: given } = Object.fromEntries(members);
  if (typeof type === 'string') visitMember(type.replace(/^not-/, ''), given);
}

/** A text of a scenario that names a file, or could, and what it counts from. */
interface Reference {
  path: string;
  from: 'folder' | 'root';
}

function referencesOf(data: unknown): Reference[] {
  const references: Reference[] = [];
  const add = (value: unknown, from: Reference['from']) => {
    for (const path of Array.isArray(value) ? value : [value]) {
      if (typeof path === 'string') references.push({ path, from });
    }
  };
  eachMember(data, (key, value) => {
    if (FROM_FOLDER.has(key)) add(value, 'folder');
    if (key === 'inputs' && typeof value === 'string') add(value, 'folder');
    if (FROM_ROOT.has(key)) add(value, 'root');
    // A criterion of the user's own is named by its file: "./criteria/polite.ts:check".
    if (/[/\\]/.test(key)) add(key, 'root');
  });
  return references;
}

/**
 * Every script that a scenario brings with it, and every file of the project that it has run: what
 * deploys is not there to be run by a test.
 */
function codeOf(data: unknown): string[] {
  const code: string[] = [];
  eachMember(data, (key, value) => {
    // A measure that is no built-in one is a file.
    const isFile = key === 'metric' && typeof value === 'string' && /[./\\]/.test(value);
    if (SCRIPTS.has(key) || isFile || /[/\\]/.test(key)) code.push(JSON.stringify([key, value]));
  });
  return code;
}

function leadsOut({ path, from }: Reference, file: string, root: string): boolean {
  const plain = path.replaceAll('\\', '/');
  // The colon of "check.ts:run" makes no address of it.
  if (/^[a-z][a-z0-9+-]*:/i.test(plain) || plain.startsWith('~') || plain.includes('\0')) {
    return true;
  }
  if (isAbsolute(plain) || win32.isAbsolute(path)) return true;
  return !isWithin(root, join(root, from === 'root' ? '.' : dirname(file), plain));
}
