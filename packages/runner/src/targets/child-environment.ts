/**
 * What a program needs to start and to find its language, its home and its temporary folder, and
 * nothing that holds a secret. Whatever else an agent needs is named in `runner.process.env`.
 */
const BASE_NAMES = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  // Without these, programs do not start on Windows.
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'ProgramFiles',
] as const;

/**
 * The environment of an agent's process: a small base and the variables that the project names.
 * Credentials of FluxLoop, of a CI system or of the user are not passed on unless they are named.
 */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Record<string, string> {
  const chosen: Record<string, string> = {};
  const locale = Object.keys(env).filter((name) => name.startsWith('LC_'));
  for (const name of [...BASE_NAMES, ...locale, ...names]) {
    const value = env[name];
    if (value !== undefined) chosen[name] = value;
  }
  return chosen;
}
