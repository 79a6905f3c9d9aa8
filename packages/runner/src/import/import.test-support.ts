import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { parse } from 'yaml';
import { RegexTester } from '../criteria/regex-tester.js';
import { ScriptRunner } from '../criteria/script-runner.js';
import { loadScenarios } from '../scenario/load-scenarios.js';
import {
  casesOf,
  type ScenarioProject,
  scenarioProject,
} from '../scenario/scenario.test-support.js';
import type { TestCase } from '../scenario/test-case.js';
import type { ImportResult, ImportTarget } from './imported-scenario.js';

/** What an import made. */
export interface Imported extends ImportResult {
  /** Every case of every scenario, as the engine reads what was written. */
  cases: TestCase[];
  /** The scenarios' files, parsed, by name. */
  written: Record<string, { inputs: unknown; [key: string]: unknown }>;
  /** The notes as `line: what: why`. */
  lines: string[];
}

/** A place with files to import from. */
export interface ImportPlace {
  project: ScenarioProject;
  target: ImportTarget & { cwd: string };
}

/** Writes what is to be imported into the folder `from` of a project. */
export async function importPlace(files: Readonly<Record<string, string>>): Promise<ImportPlace> {
  const project = await scenarioProject({});
  for (const [name, content] of Object.entries(files)) {
    const path = join(project.root, 'from', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const { root } = project;
  return {
    project,
    target: { root, cwd: join(root, 'from'), folder: join(root, 'scenarios') },
  };
}

/** Imports, and loads what came of it: an error or a warning of the engine fails the test. */
export async function imported(
  files: Readonly<Record<string, string>>,
  run: (target: ImportPlace['target']) => Promise<ImportResult>,
): Promise<Imported> {
  const { project, target } = await importPlace(files);
  await using _ = project;
  const result = await run(target);
  const { configuration } = await loadProjectConfiguration({ cwd: project.root });
  const { scenarios, warnings } = await loadScenarios({ root: project.root, configuration });
  if (warnings.length > 0) throw new Error(`The engine warns: ${JSON.stringify(warnings)}`);
  const cases: TestCase[] = [];
  for (const scenario of scenarios) cases.push(...(await casesOf(scenario)));
  const written: Imported['written'] = {};
  for (const file of await readdir(target.folder)) {
    if (!file.endsWith('.yaml')) continue;
    written[file.slice(0, -5)] = parse(await readFile(join(target.folder, file), 'utf8'));
  }
  const lines = result.notes.map(
    ({ location, what, why }) => `${location.file}:${location.line}: ${what}: ${why}`,
  );
  return { ...result, cases, written, lines };
}

/** What the criteria of a case say of an answer: their types with true, false, or `null` without a judge. */
export async function judged(
  testCase: TestCase | undefined,
  text: string,
): Promise<[string, boolean | null][]> {
  const scripts = new ScriptRunner();
  const regex = new RegexTester();
  const tools = { sanitizer: createProjectSanitizer({ env: {} }), regex, scripts, judge: null };
  try {
    const found: [string, boolean | null][] = [];
    const all = [
      ...(testCase?.criteria ?? []),
      ...(testCase?.turns ?? []).flatMap(({ criteria }) => criteria),
    ];
    for (const { type, negated, check } of all) {
      const answer = { text, latencyMs: 10, typed: [] };
      const { met } = await check.examine([answer], tools as never, []);
      found.push([type, met === null ? null : met !== negated]);
    }
    return found;
  } finally {
    await Promise.all([scripts.close(), regex.close()]);
  }
}
