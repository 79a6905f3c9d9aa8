import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { stringify } from 'yaml';
import { type LoadedScenarios, loadScenarios } from './load-scenarios.js';
import type { Scenario, TestCase } from './test-case.js';

/** A project's files in a temporary folder. */
export interface ScenarioProject {
  root: string;
  /** Reads its scenarios as `fluxloop test` would. */
  load(names?: readonly string[]): Promise<LoadedScenarios>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Writes a project.
 * @param files - path and content
 * @param configuration - `fluxloop.yaml`, as text or as a value
 */
export async function scenarioProject(
  files: Readonly<Record<string, string | Uint8Array>>,
  configuration: object | string = {},
): Promise<ScenarioProject> {
  const root = await mkdtemp(join(tmpdir(), 'fluxloop-scenarios-'));
  const project = typeof configuration === 'string' ? configuration : stringify(configuration);
  for (const [path, content] of Object.entries({ 'fluxloop.yaml': project, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return {
    root,
    load: async (names) => {
      const { configuration: loaded } = await loadProjectConfiguration({ cwd: root });
      return loadScenarios({
        root,
        configuration: loaded,
        ...(names === undefined ? {} : { names }),
      });
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** All cases of a scenario. */
export async function casesOf(scenario: Scenario | undefined): Promise<TestCase[]> {
  const cases: TestCase[] = [];
  if (scenario !== undefined) for await (const one of scenario.cases()) cases.push(one);
  return cases;
}

/** All cases of a project that has the one scenario `scenarios/a.yaml`, and other files beside it. */
export async function casesIn(
  yaml: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  configuration: object | string = {},
): Promise<TestCase[]> {
  await using project = await scenarioProject(
    { ...files, 'scenarios/a.yaml': yaml },
    configuration,
  );
  const { scenarios } = await project.load();
  return await casesOf(scenarios.find(({ file }) => file === 'scenarios/a.yaml'));
}

/** The error that reading {@link casesIn} ends with. */
export async function failureIn(...given: Parameters<typeof casesIn>): Promise<ConfigurationError> {
  const error: unknown = await casesIn(...given).catch((thrown: unknown) => thrown);
  if (error instanceof ConfigurationError) return error;
  throw error instanceof Error ? error : new Error('It was taken.');
}
