import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '@fluxloop/core/errors';
import * as z from 'zod';
import { systemCode } from '../ledger/ledger-error.js';
import { ensureStateFolder, stateFolder } from '../ledger/run-folder.js';
import type { BaseSide } from './decide.js';
import { placeFile, syncWriteError } from './place-file.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const syncedScenario = z.object({
  version: z.int().positive(),
  digest,
  /** Relative to the project's folder, with slashes. */
  file: z.string(),
  local: digest,
});

/** What is known of a scenario since it was synced last. */
export interface SyncedScenario extends BaseSide {
  file: string;
}

const syncFile = z.object({
  version: z.literal(1),
  remotes: z.array(
    z.object({
      platform: z.string(),
      project: z.string(),
      scenarios: z.record(z.string(), syncedScenario),
    }),
  ),
});

/** Which project on which platform a folder is synced with. */
export interface SyncDestination {
  /** The platform's address. */
  platform: string;
  project: string;
}

/**
 * What was the same here and on the platform when they were synced last: `.fluxloop/sync.json`. It
 * holds digests and numbers of versions only, and may be committed.
 */
export class SyncState {
  readonly #path: string;
  readonly #root: string;
  readonly #destination: SyncDestination;
  readonly #others: z.output<typeof syncFile>['remotes'];
  readonly #scenarios: Map<string, SyncedScenario>;

  private constructor(
    root: string,
    destination: SyncDestination,
    others: z.output<typeof syncFile>['remotes'],
    scenarios: Map<string, SyncedScenario>,
  ) {
    this.#root = root;
    this.#path = syncStatePath(root);
    this.#destination = destination;
    this.#others = others;
    this.#scenarios = scenarios;
  }

  /**
   * Reads what is known; nothing where there is no file.
   *
   * @throws ConfigurationError `sync_state_unreadable`
   */
  static async open(root: string, destination: SyncDestination): Promise<SyncState> {
    const remotes = await readRemotes(syncStatePath(root));
    const isOurs = (one: SyncDestination) =>
      one.platform === destination.platform && one.project === destination.project;
    const ours = remotes.find(isOurs);
    return new SyncState(
      root,
      destination,
      remotes.filter((one) => !isOurs(one)),
      new Map(Object.entries(ours?.scenarios ?? {})),
    );
  }

  /** The names that are known. */
  names(): string[] {
    return [...this.#scenarios.keys()];
  }

  get(name: string): SyncedScenario | null {
    return this.#scenarios.get(name) ?? null;
  }

  /** @throws LedgerError `folder_not_writable`, `disk_full` */
  async set(name: string, entry: SyncedScenario): Promise<void> {
    if (JSON.stringify(this.#scenarios.get(name)) === JSON.stringify(entry)) return;
    this.#scenarios.set(name, entry);
    await this.#save();
  }

  /** @throws LedgerError `folder_not_writable`, `disk_full` */
  async forget(name: string): Promise<void> {
    if (this.#scenarios.delete(name)) await this.#save();
  }

  /** In an order of its own, so that two who commit it meet in few lines. */
  async #save(): Promise<void> {
    const scenarios = Object.fromEntries([...this.#scenarios].sort(([a], [b]) => (a < b ? -1 : 1)));
    const remotes = [...this.#others, { ...this.#destination, scenarios }].sort((a, b) =>
      `${a.platform} ${a.project}` < `${b.platform} ${b.project}` ? -1 : 1,
    );
    await ensureStateFolder(this.#root);
    const content = `${JSON.stringify({ version: 1, remotes }, null, 2)}\n`;
    await placeFile(this.#path, content, { access: 'owner' });
  }
}

/** Where the state of syncing is kept. */
function syncStatePath(root: string): string {
  return join(stateFolder(root), 'sync.json');
}

/**
 * Makes the folder in which syncing keeps texts that it replaced, and its lock.
 *
 * @returns its path
 */
export async function ensureSyncFolder(root: string): Promise<string> {
  await ensureStateFolder(root);
  const folder = join(stateFolder(root), 'sync');
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw syncWriteError(error, folder);
  });
  return folder;
}

async function readRemotes(path: string): Promise<z.output<typeof syncFile>['remotes']> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return [];
  const parsed = syncFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.remotes;
  throw new ConfigurationError(
    'sync_state_unreadable',
    `${path} is damaged or of another version.`,
    {
      location: { file: path },
      hint: `Delete it: what differs is then found by comparing with all versions of the platform.`,
    },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
