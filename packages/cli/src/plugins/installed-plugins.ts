import type { Plugins } from '@fluxloop/runner';
import type { Config } from '@oclif/core/interfaces';
import { pluginFailed } from './plugin-failed.js';

/** The hook by which a plugin brings criteria: it gives back `{ criteria: [defineCriterion(…)] }`. */
const HOOK = 'fluxloop:criteria';

/**
 * What plugins of the command line bring: criteria, as their hooks gave them, and their packages, in
 * which targets and criteria may be named as modules. The runner checks them.
 * @throws UsageError `plugin_failed` with the plugin's name
 */
export async function installedPlugins(config: Config): Promise<Plugins> {
  const packages = new Map<string, string>();
  for (const { name, root, isRoot } of config.plugins.values()) {
    if (!isRoot) packages.set(name, root);
  }
  return { criteria: packages.size === 0 ? [] : await pluginCriteria(config), packages };
}

async function pluginCriteria(config: Config): Promise<unknown[]> {
  const { successes, failures } = await config.runHook(HOOK, {}, undefined, true);
  const [failure] = failures;
  if (failure !== undefined) {
    throw pluginFailed(
      failure.plugin.name,
      `its criteria cannot be loaded: ${failure.error.message}`,
    );
  }
  return successes.flatMap(({ plugin, result }) => {
    const criteria = isMapping(result) ? result.criteria : undefined;
    if (Array.isArray(criteria)) return criteria as unknown[];
    throw pluginFailed(plugin.name, `its hook ${HOOK} gave back no { criteria: […] }`);
  });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
