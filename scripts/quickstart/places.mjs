import { join } from 'node:path';
import { repository } from '../workspace/paths.mjs';

/**
 * Where the quickstart keeps what it made, all of it below one git-ignored folder. Deleting the
 * folder starts over.
 *
 * @param {string} [folder] - default `FLUXLOOP_QUICKSTART_FOLDER`, else `.quickstart` in the repository
 */
export function quickstartPlaces(
  folder = process.env.FLUXLOOP_QUICKSTART_FOLDER ?? join(repository, '.quickstart'),
) {
  return {
    folder,
    /** The platform's data: database, logs. */
    platform: join(folder, 'platform'),
    /** Takes the place of `~/.fluxloop`, so that the user's own profiles are left alone. */
    home: join(folder, 'home'),
    /** The first admin's password, 0600. */
    password: join(folder, 'admin-password'),
    /** The address of the last start, so that the next one gets the same. */
    state: join(folder, 'state.json'),
    /** The agent that is tested, and its scenarios. */
    example: join(repository, 'examples/support-bot'),
  };
}

/** @typedef {ReturnType<typeof quickstartPlaces>} QuickstartPlaces */

/** Who signs in to the dashboard. */
export const ADMIN_EMAIL = 'admin@example.com';

/** The project that the example belongs to, as its `fluxloop.yaml` names it. */
export const PROJECT = 'support-bot';

/** The credential profile that the quickstart signs in with. */
export const PROFILE = 'quickstart';
