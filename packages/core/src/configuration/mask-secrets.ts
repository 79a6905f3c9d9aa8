import { createSanitizer, type Sanitizer } from '@fluxloop/sanitize/node';

const MASK = '***';
/** The longest excerpt that errors show, in characters. */
const EXCERPT_LENGTH = 160;
/** Made by the first error. */
let secrets: Sanitizer | undefined;

/** A key that says that its value is secret, and the value up to where the entry ends. */
const SECRET_ENTRY =
  /((?:^|[\s{,"'-])["']?[\w-]*(?:key|token|secret|passw(?:or)?d|passphrase)["']?\s*[:=]\s*)(?![\s|>]*$)("[^"]*"?|'[^']*'?|[^,}\s][^,}]*)/gi;

/**
 * Hides what looks like a secret in a line that an error quotes: what stands under a key such as
 * `key:` or `password:`, everything in FluxLoop's own form, however broken, and what the sanitizer
 * takes for a secret.
 */
function maskSecrets(line: string): string {
  const entries = line.replace(SECRET_ENTRY, `$1${MASK}`);
  secrets ??= createSanitizer({
    defaults: false,
    patterns: [{ type: 'api_key', replace: MASK }],
  });
  return secrets.sanitize(entries.replace(/\bflx_[A-Za-z]+_[^\s"',}]+/g, MASK)).text;
}

/** A line of a file as an error may show it: without what looks like a secret, and not too long. */
export function excerptOf(line: string): string {
  // What is cut off must not be half of a secret that is not recognised any more.
  return maskSecrets(line.slice(0, 64 * EXCERPT_LENGTH)).slice(0, EXCERPT_LENGTH);
}
