import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { NO_PLUGINS, type Plugins } from '../plugins/plugins.js';
import { CriteriaReader } from './criteria-reader.js';
import { CriterionModules } from './criterion-modules.js';
import { pluginKinds } from './plugin-criterion.js';

/** What {@link withCriteriaReader} takes. */
export interface ReadingOnlyOptions {
  /** The project's folder. */
  root: string;
  /** What criteria may name. Default: there are none. */
  plugins?: Plugins | undefined;
  /** What goes over what the user's files print; `null` shows it as it is. */
  printSanitizer: Sanitizer | null;
}

/**
 * Reads criteria that nobody judges by now. The user's own files are loaded, with nothing in their
 * environment, to look at their options.
 * @throws UsageError `criterion_definition_invalid`, `criterion_name_taken` of a plugin
 */
export async function withCriteriaReader<Result>(
  { root, plugins = NO_PLUGINS, printSanitizer }: ReadingOnlyOptions,
  read: (reader: CriteriaReader) => Promise<Result>,
): Promise<Result> {
  const { criteria, packages } = plugins;
  const modules = new CriterionModules({ root, env: {}, packages, printSanitizer });
  try {
    return await read(new CriteriaReader({ root, kinds: pluginKinds(criteria), modules }));
  } finally {
    await modules.close();
  }
}
