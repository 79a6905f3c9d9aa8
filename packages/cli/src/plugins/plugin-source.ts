import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotFoundError, UsageError } from '@fluxloop/core/errors';
import { shellWord } from '@fluxloop/core/notation';

/** Where a plugin comes from, as `fluxloop plugins install` takes it. */
export interface PluginSource {
  /** `address`: an archive behind a URL. */
  kind: 'registry' | 'git' | 'address' | 'file';
  /** What npm is asked for, from any folder. */
  spec: string;
}

const LOCAL = /^(?:file:|\.{1,2}(?:[\\/]|$)|[\\/]|~[\\/]|[a-z]:[\\/])/i;
const ARCHIVE = /\.(?:tgz|tar\.gz|tar)$/;
/** https://docs.npmjs.com/cli/v11/commands/npm-install: protocols, hosts, `owner/repository`, `git@host:path`. */
const GIT =
  /^(?:git[+:]|ssh:|github:|gitlab:|bitbucket:|gist:|[\w.-]+@[\w.-]+:|[\w.-]+\/[\w.-]+(?:#|$))|^https?:.+\.git(?:#|$)/;
const REGISTRY = /^(?:@[\w~][\w.~-]*\/)?[\w~][\w.~-]*(?:@[^/:]+)?$/;
/** `git` is the name under which SSH hosts know everybody; any other name, and a password, are secrets. */
const LOGIN = /^[\w+]+:\/\/(?!git@)[^/@]+@|^[\w+]+:\/\/[^/@:]*:[^/@]*@/;

/**
 * Reads what was typed after `fluxloop plugins install`.
 *
 * @param cwd - what relative paths start from
 * @throws UsageError `invalid_plugin_source`, `password_in_source`, `folder_not_linked`;
 *   NotFoundError `file_not_found`
 */
export function pluginSource(typed: string, cwd: string): PluginSource {
  if (LOGIN.test(typed)) {
    throw new UsageError(
      'password_in_source',
      'A name or a password does not belong in an address: others can see it on the command line, and it would be kept.',
      { hint: 'Leave it to git (a credential helper, SSH), or to npm (.npmrc).' },
    );
  }
  if (LOCAL.test(typed) || (ARCHIVE.test(typed) && !typed.includes('://'))) {
    return { kind: 'file', spec: localFile(typed, cwd) };
  }
  if (GIT.test(typed)) return { kind: 'git', spec: typed };
  if (/^https?:\/\/./.test(typed)) return { kind: 'address', spec: typed };
  if (REGISTRY.test(typed)) return { kind: 'registry', spec: typed };
  throw new UsageError('invalid_plugin_source', `"${typed}" is no package, address or file.`, {
    hint: 'Install one like this:\nfluxloop plugins install @acme/fluxloop-tone@1.2.0\nfluxloop plugins install git+https://git.example.com/acme/tone.git\nfluxloop plugins install ./tone-1.2.0.tgz',
  });
}

/** Where it comes from, in words: `the npm registry`. */
export function placeOf({ kind }: PluginSource): string {
  const places = {
    registry: 'from the npm registry',
    git: 'from git',
    address: 'from an address',
    file: 'from a file',
  };
  return places[kind];
}

function localFile(typed: string, cwd: string): string {
  const path = typed.startsWith('file://')
    ? fileURLToPath(typed)
    : typed.replace(/^file:/, '').replace(/^~(?=[\\/])/, homedir());
  const file = isAbsolute(path) ? path : resolve(cwd, path);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new NotFoundError('file_not_found', `There is no ${file}.`, {
      hint: 'Name the archive that "npm pack" made, or a package of the npm registry.',
    });
  }
  if (stat.isDirectory()) {
    throw new UsageError('folder_not_linked', `${file} is a folder, which is not installed.`, {
      hint: `Use it as it is: fluxloop plugins link ${shellWord(typed)}\nOr install what "npm pack" makes of it.`,
    });
  }
  return file;
}
