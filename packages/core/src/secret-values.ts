import type { Environment } from './storage/home.js';

/** A shorter value turns up by chance; redacting it would spoil ordinary text. */
const SHORTEST = 8;

const SECRET_WORDS =
  /^(?:keys?|pwd|pass|credentials?|auth|pat|dsn|cookie)$|(?:password|passwd|passphrase|secrets?|tokens?|apikeys?)$/;
/** A variable whose name ends so tells about a secret, and does not hold it. */
const ABOUT_A_SECRET =
  /^(?:file|files|path|dir|sock|socket|name|id|type|store|url|uri|host|port|ttl|algorithm|alg|version|length|size|endpoint|region|format|mode|method|timeout|expiry|expires|enabled|prefix|user|username|email)$/;

/**
 * The values of an environment that are most likely secrets: of variables with a name like
 * `OPENAI_API_KEY` or `dbPassword`, and passwords inside URLs such as `DATABASE_URL`. Numbers,
 * yes/no words, paths and values under 8 characters are left out.
 *
 * @param named - variables that hold secrets whatever they are called
 * @returns distinct values in clear, for the sanitizer and for nothing else
 */
export function secretValues(env: Environment, named: readonly string[] = []): string[] {
  const found = new Set<string>();
  for (const name of named) {
    const text = env[name]?.trim() ?? '';
    if (text.length >= SHORTEST) found.add(text);
  }
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    for (const password of urlPasswords(value)) {
      if (password.length >= SHORTEST) found.add(password);
    }
    const text = value.trim();
    if (text.length >= SHORTEST && looksSecret(name) && !isPlain(text)) found.add(text);
  }
  return [...found];
}

function looksSecret(name: string): boolean {
  const words = name
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  // The working folders of a shell.
  if (name === 'PWD' || name === 'OLDPWD') return false;
  return words.some((word) => SECRET_WORDS.test(word)) && !ABOUT_A_SECRET.test(words.at(-1) ?? '');
}

function isPlain(text: string): boolean {
  return (
    /^[\d.,:+-]+$/.test(text) ||
    /^(?:disabled|required|optional|interactive|keychain|default)$/i.test(text) ||
    isPath(text)
  );
}

/**
 * A path's segments are written as names are; in a random value that happens to begin with a
 * slash, capitals stand in the middle of words.
 */
function isPath(text: string): boolean {
  if (/^[A-Za-z]:[\\/]/.test(text)) return true;
  if (!/^(?:~|\.{1,2})?\//.test(text)) return false;
  return text
    .split('/')
    .slice(1)
    .every((segment) => /^(?:[A-Za-z]?[a-z0-9 ._@:-]*|[A-Z0-9_.-]{1,16})$/.test(segment));
}

/** The password of a URL as it is written there, and as it is meant. */
function urlPasswords(value: string): string[] {
  if (!value.includes('://') || !URL.canParse(value)) return [];
  const { password } = new URL(value);
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
