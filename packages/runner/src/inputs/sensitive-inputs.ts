import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { loadProjectSanitizer, type Sanitizer } from '@fluxloop/core/sanitizer';

/**
 * The project's sanitizer, except that it leaves what is reserved: addresses at example.com, numbers for
 * fiction and tests. What it still finds may be somebody's.
 * @throws ConfigurationError `sanitization_invalid`
 */
export function inputSanitizer(options: {
  root: string;
  configuration: ProjectConfiguration;
  env: Readonly<Record<string, string | undefined>>;
}): Promise<Sanitizer> {
  const { root, env } = options;
  const { sanitization = {} } = options.configuration;
  const { allow } = sanitization;
  const lists = Array.isArray(allow) ? { values: allow } : (allow ?? {});
  return loadProjectSanitizer({
    configuration: { ...sanitization, allow: { ...lists, reserved: true } },
    env,
    root,
  });
}
