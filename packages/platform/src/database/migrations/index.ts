import type { Migration } from 'kysely';
import * as identity from './0001-identity.js';
import * as runs from './0002-runs.js';

/** Every migration by its number and name; one that was released is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-identity': identity,
  '0002-runs': runs,
};
