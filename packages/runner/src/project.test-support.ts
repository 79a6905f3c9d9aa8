import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import type { ResultRow } from '@fluxloop/core/contract';
import { createProjectSanitizer, type Sanitizer } from '@fluxloop/core/sanitizer';
import { stringify } from 'yaml';
import { readRun } from './ledger/read-run.js';
import {
  type RunEvent,
  type RunOutcome,
  type RunTestsOptions,
  runTests,
} from './pipeline/run-tests.js';

/** Sensitive values, assembled here so that no scanner finds them in the source. */
export const MARKERS = {
  email: ['jane.doe', 'example.com'].join('@'),
  otherEmail: ['agent.smith', 'example.org'].join('@'),
  card: ['4111', '1111', '1111', '1111'].join(' '),
  key: [
    'sk',
    'proj',
    ['q8Lm2Vt7RzK4', 'wN9sXe3HbYj5', 'uTg1CfPd6MaQ', 'ZoB0vWi8JrE4'].join(''),
  ].join('-'),
} as const;

/** The path of an agent in `fixtures/agents`. */
export function agentPath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/agents/${name}`, import.meta.url));
}

/** A project in a temporary folder. */
export interface TestProject {
  root: string;
  sanitizer: Sanitizer;
  /** Runs its tests and reads the rows back. Sanitizes what is stored unless told otherwise. */
  run(options?: Partial<RunTestsOptions>): Promise<TestRun>;
  write(path: string, content: string): Promise<void>;
  remove(): Promise<void>;
}

/** A finished run. */
interface TestRun extends RunOutcome {
  rows: ResultRow[];
  events: RunEvent[];
}

/**
 * Makes a project.
 * @param configuration - of `fluxloop.yaml`
 * @param files - path and content of everything else
 */
export async function makeProject(
  configuration: object,
  files: Readonly<Record<string, string | object>> = {},
): Promise<TestProject> {
  const root = await mkdtemp(join(tmpdir(), 'fluxloop-runner-'));
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  await write('fluxloop.yaml', stringify(configuration));
  for (const [path, content] of Object.entries(files)) {
    await write(path, typeof content === 'string' ? content : stringify(content));
  }
  const sanitizer = createProjectSanitizer({ env: {} });
  return {
    root,
    sanitizer,
    write,
    remove: () => rm(root, { recursive: true, force: true }),
    run: async (options = {}) => {
      const events: RunEvent[] = [];
      const { configuration: loaded } = await loadProjectConfiguration({ cwd: root });
      const outcome = await runTests({
        root,
        configuration: loaded,
        sanitizer,
        sanitizeStored: true,
        env: process.env,
        ...options,
        onEvent: (event) => {
          events.push(event);
          options.onEvent?.(event);
        },
      });
      return { ...outcome, events, rows: await rowsOf(outcome.folder) };
    },
  };
}

/** The rows of a run, by scenario, name and iteration. */
export async function rowsOf(folder: string): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  for await (const row of (await readRun(folder)).rows()) rows.push(row);
  const key = (row: ResultRow) => `${row.scenario}\n${row.name}\n${row.case_id}\n${row.iteration}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What every file below a folder holds, by path. */
export async function contentsOf(folder: string): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    contents.set(path, await readFile(path, 'utf8'));
  }
  return contents;
}

/** A process agent from `fixtures/agents`, as `runner:` has it. */
export function processRunner(agent: string, settings: object = {}): object {
  return { process: { command: [process.execPath, agentPath(agent)], ...settings } };
}
