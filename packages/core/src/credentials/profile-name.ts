import { UsageError } from '../errors/index.js';

/**
 * Checks the name of a profile: letters, digits, `.`, `_` and `-`, at most 64.
 *
 * @param source - where the name was written, for the message: `--profile`
 * @returns the name
 * @throws UsageError `profile_name_invalid`
 */
export function assertProfileName(name: string, source: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw new UsageError('profile_name_invalid', `${source}: This is not a profile's name.`, {
      hint: 'Use letters, digits, ".", "_" and "-": staging',
    });
  }
  return name;
}

/**
 * The variable that holds a profile's own API key: `FLUXLOOP_API_KEY_` and the name in upper
 * case, with `_` for every character that a variable's name cannot hold.
 */
export function profileKeyVariable(profile: string): string {
  return `FLUXLOOP_API_KEY_${profile.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}
