import { PROFILE } from './places.mjs';

/**
 * The caller's environment with the quickstart's profile, and without settings of the caller's
 * that would win over it.
 *
 * @param {import('./places.mjs').QuickstartPlaces} places
 * @returns {NodeJS.ProcessEnv}
 */
export function cliEnvironment(places) {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('FLUXLOOP_'));
  return {
    ...Object.fromEntries(entries),
    FLUXLOOP_HOME: places.home,
    FLUXLOOP_PROFILE: PROFILE,
  };
}
