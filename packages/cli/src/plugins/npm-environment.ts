import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '@fluxloop/core/storage';

/** What programs need to start, to find their own settings, and to reach a registry or a git host. */
const PASSED_ON = new Set(
  `
  PATH PATHEXT HOME HOMEDRIVE HOMEPATH USERPROFILE USER USERNAME LOGNAME SHELL
  APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC
  TMP TEMP TMPDIR LANG LC_ALL LC_CTYPE XDG_CONFIG_HOME XDG_CACHE_HOME
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR
  SSH_AUTH_SOCK GIT_SSH GIT_SSH_COMMAND GIT_SSL_CAINFO
  `
    .trim()
    .split(/\s+/),
);
/** `${NAME}`, and `${NAME?}` for a variable that may be missing: https://docs.npmjs.com/cli/v11/configuring-npm/npmrc */
const REFERENCE = /\$\{([^}?]+)\??\}/g;

/**
 * The environment of npm: what it needs, its own settings, and the variables that the user's `.npmrc`
 * names (`_authToken=${NPM_TOKEN}`). Everything else is left out, and so are the keys in it; what begins
 * with `FLUXLOOP_` always is.
 */
export function npmEnvironment(env: Environment): Record<string, string> {
  const named = namedByNpmrc(env);
  const passed = Object.entries(env).filter(([name]) => {
    // The system's own variables are spelled in any way on Windows, proxies everywhere.
    const upper = name.toUpperCase();
    if (upper.startsWith('FLUXLOOP_')) return false;
    return PASSED_ON.has(upper) || upper.startsWith('NPM_CONFIG_') || named.has(name);
  });
  return Object.fromEntries(
    passed.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function namedByNpmrc(env: Environment): Set<string> {
  const home = (process.platform === 'win32' ? env.USERPROFILE : env.HOME) || homedir();
  const file = env.NPM_CONFIG_USERCONFIG ?? env.npm_config_userconfig ?? join(home, '.npmrc');
  try {
    const text = readFileSync(file, 'utf8');
    return new Set([...text.matchAll(REFERENCE)].flatMap(([, name]) => name ?? []));
  } catch {
    // Most people have none, and npm says what is wrong with one.
    return new Set();
  }
}
