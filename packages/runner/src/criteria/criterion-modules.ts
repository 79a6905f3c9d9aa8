import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { isPackageName, pluginModule } from '../plugins/plugin-module.js';
import { NO_PLUGINS, type Plugins } from '../plugins/plugins.js';
import { canonicalJson, type Json } from '../scenario/canonical-json.js';
import { CriterionFault } from './criterion.js';
import type { CriterionInput } from './custom-input.js';
import { DeadlineWorker } from './deadline-worker.js';
import { MODULE_WORKER } from './module-worker.js';

/** How long a file may take to load, and to judge one case unless the scenario says otherwise. */
export const MODULE_DEADLINE_MS = 30_000;
/** Judges of models wait for the network, so many may wait together. */
const CONCURRENCY = 16;
const HEAP_MB = 512;
/** Distinct uses that are remembered; a data file may bring one with each line. */
const KEPT_USES = 1000;
/** FluxLoop's own credentials are nobody's business but the client's. */
const FLUXLOOP_CREDENTIAL = /^FLUXLOOP_(?:TOKEN|API_KEY(?:_.*)?)$/i;

/** A file of the user's, and what a scenario gives it. */
export interface ModuleUse {
  /** `./criteria/polite.ts`, with `:name` behind it for an export of that name. */
  module: string;
  options: { [key: string]: Json };
}

/** What is wrong with a use: the file, or what it is given. */
export interface ModuleProblem {
  message: string;
  /** Within the options; empty when it is the file. */
  path: (string | number)[];
}

/** What {@link CriterionModules} is made from. */
export interface CriterionModulesOptions {
  /** The project's folder. */
  root: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What goes over what the files print; `null` shows it as it is. */
  printSanitizer: Sanitizer | null;
  /** Folders of plugins, in which packages are looked for too. Default: none. */
  packages?: Plugins['packages'] | undefined;
}

/**
 * The user's own files that judge: JavaScript, or TypeScript without a build. They run in a thread of
 * their own, so that one that never comes to an end is an error of its case, and nothing else.
 */
export class CriterionModules {
  readonly #options: CriterionModulesOptions;
  #worker: DeadlineWorker | null = null;
  /** `null` for a use that is fine. */
  readonly #known = new Map<string, ModuleProblem | null>();
  /** Files of plugins, by what scenarios call them. */
  readonly #ofPlugins = new Map<string, string>();

  constructor(options: CriterionModulesOptions) {
    this.#options = options;
  }

  /** What is wrong with a use; `null` when nothing is, `undefined` until {@link prepare} has looked. */
  problem(use: ModuleUse): ModuleProblem | null | undefined {
    return this.#known.get(keyOf(use));
  }

  /** Loads the file and lets it look at its options. */
  async prepare(use: ModuleUse): Promise<void> {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= KEPT_USES && oldest !== undefined) this.#known.delete(oldest);
    await this.#lookInPlugins(splitModule(use.module).path);
    this.#known.set(keyOf(use), await this.#problemOf(use));
  }

  /**
   * What the file gives back for a conversation.
   * @throws CriterionFault `criterion_timeout`, `criterion_failed`
   */
  judge(use: ModuleUse, input: CriterionInput, deadlineMs: number): Promise<unknown> {
    return this.#thread().run(
      { ...this.#place(use), input },
      { ms: deadlineMs, message: `${use.module} took longer than ${deadlineMs} ms.` },
    );
  }

  /**
   * Stops the thread.
   * @param reason - what is still judged is rejected with it
   */
  async close(reason?: unknown): Promise<void> {
    await this.#worker?.close(reason);
  }

  async #problemOf(use: ModuleUse): Promise<ModuleProblem | null> {
    const message = `it did not load within ${MODULE_DEADLINE_MS} ms`;
    try {
      const task = this.#place(use);
      return (await this.#thread().run(task, {
        ms: MODULE_DEADLINE_MS,
        message,
      })) as ModuleProblem | null;
    } catch (error) {
      if (!(error instanceof CriterionFault)) throw error;
      return { message: error.message, path: [] };
    }
  }

  #thread(): DeadlineWorker {
    if (this.#worker !== null) return this.#worker;
    const { root, env, printSanitizer } = this.#options;
    this.#worker = new DeadlineWorker({
      source: MODULE_WORKER,
      concurrency: CONCURRENCY,
      heapMb: HEAP_MB,
      printSanitizer,
      env: Object.fromEntries(
        Object.entries(env).filter(([name]) => !FLUXLOOP_CREDENTIAL.test(name)),
      ),
      workerData: { root, jiti: createRequire(import.meta.url).resolve('jiti') },
    });
    return this.#worker;
  }

  async #lookInPlugins(path: string): Promise<void> {
    const { root, packages = NO_PLUGINS.packages } = this.#options;
    if (packages.size === 0 || this.#isFile(path) || this.#ofPlugins.has(path)) return;
    const file = await pluginModule(path, root, packages);
    if (file !== null) this.#ofPlugins.set(path, file);
  }

  #place({ module, options }: ModuleUse) {
    const { path, name } = splitModule(module);
    const file = this.#isFile(path)
      ? resolve(this.#options.root, path)
      : (this.#ofPlugins.get(path) ?? path);
    return { file, name, options };
  }

  /** What is no file of the project may be a package. */
  #isFile(path: string): boolean {
    return !isPackageName(path) || existsSync(resolve(this.#options.root, path));
  }
}

/** A path, and the name of an export behind a colon. A drive letter's colon is none. */
function splitModule(module: string): { path: string; name: string | null } {
  const found = /^(.{2,}):([A-Za-z_$][\w$]*)$/.exec(module);
  return { path: found?.[1] ?? module, name: found?.[2] ?? null };
}

function keyOf({ module, options }: ModuleUse): string {
  return `${module}\n${canonicalJson(options)}`;
}
