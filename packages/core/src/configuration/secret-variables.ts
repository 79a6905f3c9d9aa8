import type { ProjectConfiguration } from './schema.js';

const PLACEHOLDER = /\$\{([A-Za-z_]\w*)/g;
/** Headers whose values are credentials; a header with the name of a tenant or a region is none. */
const CREDENTIAL_HEADER = /auth|key|token|secret|password|cookie|session/i;

/**
 * The variables whose values a project sends as credentials, whatever they are called: the keys of
 * models, and what stands in headers such as `authorization`. For the sanitizer's `secretVariables`.
 */
export function secretVariables({ runner, judge, generation }: ProjectConfiguration): string[] {
  const headers = { ...runner?.http?.headers, ...runner?.openai?.headers };
  const inHeaders = Object.entries(headers)
    .filter(([name]) => CREDENTIAL_HEADER.test(name))
    .flatMap(([, value]) => [...value.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []));
  const keys = [runner?.openai?.api_key_env, judge?.api_key_env, generation?.api_key_env];
  return [...new Set([...inHeaders, ...keys.filter((name) => name !== undefined)])];
}
