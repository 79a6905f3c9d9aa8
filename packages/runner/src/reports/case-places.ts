import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { Plugins } from '../plugins/plugins.js';

/** Where a case stands. */
export interface CasePlace {
  /** As readers of the repository name it, with `/`. */
  file: string;
  /** From 1; `null` where it is not known. */
  line: number | null;
}

/** What {@link findCasePlaces} takes. */
export interface FindCasePlacesOptions {
  /** The project's folder. */
  root: string;
  configuration: ProjectConfiguration;
  /** The one that the run was made with: ids are hashes of sanitized content. */
  sanitizer: Sanitizer;
  plugins: Plugins;
  env: Readonly<Record<string, string | undefined>>;
  /** The scenarios that the run was made of; `null` for all. */
  selected: readonly string[] | null;
}

/**
 * Looks for cases in the scenarios' files, as the files are now. Rows name no place, because a case
 * is its content: what has changed since is not found, and what has only moved is.
 * @returns places by case id, with files relative to the project's folder
 */
export async function findCasePlaces(
  ids: ReadonlySet<string>,
  options: FindCasePlacesOptions,
): Promise<Map<string, CasePlace>> {
  const places = new Map<string, CasePlace>();
  if (ids.size === 0) return places;
  const { loadScenarios } = await import('../scenario/load-scenarios.js');
  const { CaseIdentifier } = await import('../scenario/case-identity.js');
  const { pluginKinds } = await import('../criteria/plugin-criterion.js');
  const { CriterionModules } = await import('../criteria/criterion-modules.js');
  const { root, configuration, sanitizer, plugins, env, selected } = options;
  const names = selected === null ? {} : { names: selected };
  const { packages } = plugins;
  // They have spoken in the run; here they are only asked whether they would.
  const modules = new CriterionModules({ root, env, packages, printSanitizer: sanitizer });
  try {
    const criteria = pluginKinds(plugins.criteria);
    const { scenarios } = await loadScenarios({ root, configuration, criteria, modules, ...names });
    const identifier = new CaseIdentifier(sanitizer);
    for (const scenario of scenarios) {
      for await (const testCase of scenario.cases()) {
        const { id } = identifier.identify(testCase);
        if (!ids.has(id)) continue;
        const at = testCase.source?.place.locate(testCase.source.path);
        places.set(id, { file: at?.file ?? scenario.file, line: at?.line ?? null });
        if (places.size === ids.size) return places;
      }
    }
  } catch {
    // Scenarios that cannot be read any more name no lines; the report is good without.
  } finally {
    await modules.close();
  }
  return places;
}
