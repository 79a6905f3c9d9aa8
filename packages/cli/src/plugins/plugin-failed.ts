import { UsageError } from '@fluxloop/core/errors';

/**
 * That a plugin does not work, and how to get rid of it.
 *
 * @param plugin - its package's name
 * @param why - the rest of a sentence, without its full stop
 */
export function pluginFailed(plugin: string, why: string, cause?: unknown): UsageError {
  return new UsageError('plugin_failed', `The plugin ${plugin} does not work: ${why}.`, {
    hint: `Tell its author, or remove it: fluxloop plugins uninstall ${plugin}`,
    cause,
  });
}

/**
 * The same of a plugin that is about to be installed or linked: there is nothing to remove yet.
 *
 * @returns any other error as it is
 */
export function notAdded(error: unknown): unknown {
  if (!(error instanceof UsageError) || error.code !== 'plugin_failed') return error;
  return new UsageError(error.code, error.message, {
    hint: 'Nothing was changed. --verbose shows where it comes from.',
    cause: error.cause,
  });
}

/** What somebody else's code threw, as a part of a sentence. */
export function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/\.$/, '');
}
