import { createSanitizer } from '@fluxloop/sanitize';

const MASK = '***';
const SECRETS = createSanitizer({
  defaults: false,
  patterns: [{ type: 'api_key', replace: MASK }],
});

/** A key that says that its value is secret, and the value up to where the entry ends. */
const SECRET_ENTRY =
  /((?:^|[\s{,"'-])["']?[\w-]*(?:key|token|secret|passw(?:or)?d|passphrase)["']?\s*[:=]\s*)(?![\s|>]*$)("[^"]*"?|'[^']*'?|[^,}\s][^,}]*)/gi;

/**
 * Hides what looks like a secret in a line that an error quotes: what stands under a key such as
 * `key:` or `password:`, everything in FluxLoop's own form, however broken, and what the sanitizer
 * takes for a secret.
 */
export function maskSecrets(line: string): string {
  const entries = line.replace(SECRET_ENTRY, `$1${MASK}`);
  return SECRETS.sanitize(entries.replace(/\bflx_[A-Za-z]+_[^\s"',}]+/g, MASK)).text;
}
