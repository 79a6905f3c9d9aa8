import { ConfigurationError } from '@fluxloop/core/errors';

/** The agent that the configuration names does not exist: no case could be tried (exit 2). */
export function targetNotFound(message: string, hint: string): ConfigurationError {
  return new ConfigurationError('target_not_found', message, { hint });
}
