import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ScenarioResources } from '@fluxloop/core/client';
import { foldScenarioName, type ScenarioSummary } from '@fluxloop/core/contract';
import { ConflictError, NetworkError, NotFoundError } from '@fluxloop/core/errors';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { digestOf } from './scenario-text.js';
import { survey } from './survey.js';
import type { SyncOutcome, SyncScenariosOptions } from './sync-options.js';
import { syncScenarios } from './sync-scenarios.js';

const ENDPOINT = 'https://platform.example.com';
const PROJECT = 'support-bot';

interface Version {
  text: string;
  sanitized: boolean;
}

/** What the platform keeps of scenarios, by the rules that its own tests hold it to. */
export interface MemoryPlatform {
  scenarios: ScenarioResources;
  /** The texts of a scenario, oldest first. */
  history(name: string): string[];
  names(): string[];
  /** Stores a version as somebody else would, whatever the latest is. */
  put(name: string, text: string): void;
  remove(name: string): void;
  /** The answer to the next change gets lost on its way. */
  loseNextAnswer(): void;
  /** Called before every request. */
  onRequest: (name: keyof ScenarioResources) => void | Promise<void>;
}

export function memoryPlatform(): MemoryPlatform {
  const stored = new Map<string, { name: string; versions: Version[] }>();
  let losing = false;
  const find = (name: string) => {
    const found = stored.get(foldScenarioName(name));
    if (found === undefined) throw new NotFoundError('scenario_not_found', `No ${name}.`);
    return found;
  };
  const describe = (name: string, versions: readonly Version[], number = versions.length) => {
    const { text = '', sanitized = true } = versions[number - 1] ?? {};
    return {
      name,
      project: PROJECT,
      version: number,
      digest: digestOf(text),
      bytes: Buffer.byteLength(text),
      sanitized,
      created_at: '2026-11-22T10:00:00.000Z',
      created_by: 'ada@example.com',
      url: `${ENDPOINT}/`,
    } satisfies ScenarioSummary;
  };
  const conflict = () => new ConflictError('scenario_conflict', 'Another version is the latest.');
  const answered = <T>(answer: T): T => {
    if (!losing) return answer;
    losing = false;
    throw new NetworkError('connection_lost', 'The connection was lost.');
  };
  const platform: MemoryPlatform = {
    onRequest: () => undefined,
    history: (name) => stored.get(foldScenarioName(name))?.versions.map(({ text }) => text) ?? [],
    names: () => [...stored.values()].map(({ name }) => name).sort(),
    put: (name, text) => {
      const versions = stored.get(foldScenarioName(name))?.versions ?? [];
      versions.push({ text, sanitized: true });
      stored.set(foldScenarioName(name), { name, versions });
    },
    remove: (name) => void stored.delete(foldScenarioName(name)),
    loseNextAnswer: () => {
      losing = true;
    },
    scenarios: {
      list: async () => {
        await platform.onRequest('list');
        const scenarios = [...stored.values()].map(({ name, versions }) =>
          describe(name, versions),
        );
        return { scenarios, next_cursor: null };
      },
      get: async (_project, name) => {
        await platform.onRequest('get');
        const { versions } = find(name);
        return { ...describe(name, versions), text: versions.at(-1)?.text ?? '' };
      },
      put: async (_project, name, { text, base, sanitizer_digest }) => {
        await platform.onRequest('put');
        const found = stored.get(foldScenarioName(name)) ?? { name, versions: [] };
        const latest = found.versions.at(-1);
        if (latest?.text !== text) {
          if ((latest === undefined ? null : digestOf(latest.text)) !== base) throw conflict();
          found.versions.push({ text, sanitized: sanitizer_digest !== null });
          stored.set(foldScenarioName(name), found);
        }
        return answered(describe(name, found.versions));
      },
      delete: async (_project, name, { base } = {}) => {
        await platform.onRequest('delete');
        const latest = find(name).versions.at(-1)?.text ?? '';
        if (base !== undefined && base !== digestOf(latest)) throw conflict();
        stored.delete(foldScenarioName(name));
        answered(undefined);
      },
      versions: async (_project, name) => {
        await platform.onRequest('versions');
        const { versions } = find(name);
        const listed = versions.map((_, index) => describe(name, versions, index + 1));
        return { versions: listed.reverse(), next_cursor: null };
      },
      version: async (_project, name, number) => {
        await platform.onRequest('version');
        const { versions } = find(name);
        const version = versions[number - 1];
        if (version === undefined) throw new NotFoundError('scenario_not_found', 'No version.');
        return { ...describe(name, versions, number), text: version.text };
      },
    },
  };
  return platform;
}

/** Somebody's checkout of a project. */
export interface Machine {
  root: string;
  /** Syncs both ways unless told otherwise. */
  sync(options?: Partial<SyncScenariosOptions>): Promise<SyncOutcome>;
  /** How each scenario stands. */
  standings(): Promise<Record<string, string>>;
  write(file: string, content: string): Promise<void>;
  /** A file's content; `null` where there is none. */
  read(file: string): Promise<string | null>;
  /** The names in a folder. */
  list(folder: string): Promise<string[]>;
  /** The texts that were kept aside. */
  replaced(): Promise<string[]>;
  remove(file: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes a checkout that is synced with the platform. */
export async function machine(
  platform: MemoryPlatform,
  files: Readonly<Record<string, string>> = {},
  env: Record<string, string> = {},
): Promise<Machine> {
  const root = await mkdtemp(join(tmpdir(), 'fluxloop-sync-'));
  const write: Machine['write'] = async (file, content) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  const read: Machine['read'] = (file) => readFile(join(root, file), 'utf8').catch(() => null);
  const list: Machine['list'] = async (folder) =>
    (await readdir(join(root, folder)).catch(() => [])).sort();
  const common = {
    root,
    globs: ['scenarios/*.yaml', 'scenarios/*.yml', 'scenarios/*/config.yaml'],
    client: { endpoint: ENDPOINT, scenarios: platform.scenarios },
    project: PROJECT,
    sanitizer: createProjectSanitizer({ env }),
    sanitize: true,
  };
  return {
    root,
    sync: (options = {}) => syncScenarios({ ...common, direction: 'both', ...options }),
    standings: async () => {
      const { items } = await survey(common);
      return Object.fromEntries(items.map(({ name, standing }) => [name, standing]));
    },
    write,
    read,
    list,
    replaced: async () => {
      const folder = '.fluxloop/sync/replaced';
      return Promise.all(
        (await list(folder)).map(async (one) => (await read(`${folder}/${one}`)) ?? ''),
      );
    },
    remove: (file) => rm(join(root, file), { recursive: true }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** A scenario with these inputs, a line each. */
export function scenarioOf(...inputs: string[]): string {
  return `inputs:\n${inputs.map((input) => `  - ${JSON.stringify(input)}\n`).join('')}`;
}

/** The scenario that tests of two machines share. */
export const SHARED_FILE = 'scenarios/refunds.yaml';

/** Both machines have the same scenario, and have synced it. */
export async function share(here: Machine, there: Machine, text = scenarioOf('hi')): Promise<void> {
  await here.write(SHARED_FILE, text);
  await here.sync();
  await there.sync();
}

/** Here and there have changed it since; there has synced. */
export async function diverge(here: Machine, there: Machine): Promise<void> {
  await share(here, there);
  await there.write(SHARED_FILE, scenarioOf('hi', 'there'));
  await there.sync();
  await here.write(SHARED_FILE, scenarioOf('here', 'hi'));
}

/** The error of a sync that must fail. */
export async function failureOf(
  on: Machine,
  options?: Partial<SyncScenariosOptions>,
): Promise<unknown> {
  return on.sync(options).then(
    () => {
      throw new Error('The sync went well.');
    },
    (error: unknown) => error,
  );
}
