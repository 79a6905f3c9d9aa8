import type { ProjectConfiguration } from './schema.js';

const PLACEHOLDER = /\$\{([A-Za-z_]\w*)/g;

/**
 * The variables whose values a project sends as credentials, whatever they are called: the keys of
 * models, and what stands in headers. For the `secretVariables` of the sanitizer.
 */
export function secretVariables({ runner, judge }: ProjectConfiguration): string[] {
  const headers = [runner?.http?.headers, runner?.openai?.headers].flatMap((one) =>
    Object.values(one ?? {}),
  );
  const inHeaders = headers.flatMap((value) =>
    [...value.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []),
  );
  const keys = [runner?.openai?.api_key_env, judge?.api_key_env];
  return [...new Set([...inHeaders, ...keys.filter((name) => name !== undefined)])];
}
