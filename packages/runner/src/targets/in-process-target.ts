import { access } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { sanitizeMessage } from '../ledger/sanitize-message.js';
import { isPackageName, pluginModule } from '../plugins/plugin-module.js';
import type { Plugins } from '../plugins/plugins.js';
import { AgentHost } from './agent-host.js';
import { HostPool } from './host-pool.js';
import type { SessionLimits, Target } from './target.js';
import { targetNotFound } from './target-error.js';
import {
  connectWorker,
  typescriptLoader,
  WorkerLoadError,
  type WorkerSetup,
} from './worker-link.js';

/** What `runner.target` may be. */
type TargetSetting = NonNullable<NonNullable<ProjectConfiguration['runner']>['target']>;

/** Where the user's code is. */
export interface InProcessTargetSettings {
  /** The project's folder. */
  root: string;
  target: TargetSetting;
  limits: SessionLimits;
  sanitizer: Sanitizer;
  /** What goes over what the code prints; `null` shows it as it is. */
  printSanitizer: Sanitizer | null;
  /** Folders of plugins, in which a package is looked for too. */
  packages: Plugins['packages'];
  env: Readonly<Record<string, string | undefined>>;
  /** Ends the start early. */
  signal: AbortSignal | undefined;
}

const NATIVE_EXTENSIONS: ReadonlySet<string> = new Set(['.js', '.mjs', '.cjs']);
/** What a module of one's own exports. */
const FACTORY = 'createTarget';

/**
 * Loads code of the user's, an agent's function or a target of one's own, in a thread of this process.
 * TypeScript goes through jiti, which is loaded only then.
 * @throws ConfigurationError `target_not_found`, `target_not_loadable`
 */
export async function loadInProcessTarget(settings: InProcessTargetSettings): Promise<Target> {
  const { sanitizer, printSanitizer, limits, env, signal } = settings;
  const { path, setup } = await locate(settings);
  const pool = new HostPool({
    reuse: true,
    instances: 1,
    start: (events) =>
      AgentHost.start({ sanitizer, limits, ...events }, async (listener) => {
        try {
          return await connectWorker(setup, { env, sanitizer, printSanitizer, signal }, listener);
        } catch (error) {
          throw error instanceof WorkerLoadError
            ? loadProblem(error, path, setup, sanitizer)
            : error;
        }
      }),
  });
  await pool.warm();
  return pool;
}

async function locate(
  settings: InProcessTargetSettings,
): Promise<{ path: string; setup: WorkerSetup }> {
  const { root, target, packages } = settings;
  const isFunction = typeof target === 'string';
  const { path, name } = isFunction ? splitTarget(target) : { path: target.module, name: FACTORY };
  const common = {
    root,
    name,
    kind: isFunction ? ('function' as const) : ('target' as const),
    options: isFunction ? {} : target.options,
  };
  const isPackage = !isFunction && isPackageName(path);
  const ofPlugin = isPackage ? await pluginModule(path, root, packages) : null;
  if (isPackage && ofPlugin === null) {
    return { path, setup: { ...common, file: null, packageName: path, jiti: typescriptLoader() } };
  }
  const file = ofPlugin ?? resolve(root, path);
  await access(file).catch(() => {
    throw targetNotFound(
      `The agent's file ${path} does not exist.`,
      'Correct runner.target in fluxloop.yaml; the path counts from its folder.',
    );
  });
  const jiti = NATIVE_EXTENSIONS.has(extname(file)) ? null : typescriptLoader();
  return { path, setup: { ...common, file, packageName: null, jiti } };
}

function loadProblem(
  error: WorkerLoadError,
  path: string,
  { name, kind, packageName }: WorkerSetup,
  sanitizer: Sanitizer,
): ConfigurationError {
  if (error.functions === null) {
    const why = sanitizeMessage(error.message, (one) => sanitizer.sanitize(one)).text;
    return new ConfigurationError(
      'target_not_loadable',
      `The agent's ${packageName === null ? 'file' : 'package'} ${path} cannot be loaded: ${why}`,
      {
        hint:
          packageName === null
            ? `Run it by itself to see more: npx jiti ${path}`
            : `Install it in the project, npm install --save-dev ${path}, or as a plugin.`,
      },
    );
  }
  const close = kind === 'function' ? nearest(name, error.functions) : undefined;
  return targetNotFound(
    `${path} does not export a function "${name}".`,
    close === undefined
      ? `Write: export async function ${name}(${kind === 'function' ? 'input' : 'setup'}) { … }`
      : `Did you mean "${path}:${close}"?`,
  );
}

function splitTarget(target: string): { path: string; name: string } {
  const colon = target.lastIndexOf(':');
  return { path: target.slice(0, colon), name: target.slice(colon + 1) };
}
