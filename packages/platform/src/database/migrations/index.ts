import type { Migration } from 'kysely';
import { up as identity } from './0001-identity.js';
import { up as runs } from './0002-runs.js';
import { up as oauth } from './0003-oauth.js';
import { up as keys } from './0004-keys.js';
import { up as secondFactor } from './0005-second-factor.js';
import { up as people } from './0006-people.js';
import { up as scenarios } from './0007-scenarios.js';
import { up as rowFacts } from './0008-row-facts.js';

/** Every migration by its number and name; one that was released is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-identity': { up: identity },
  '0002-runs': { up: runs },
  '0003-oauth': { up: oauth },
  '0004-keys': { up: keys },
  '0005-second-factor': { up: secondFactor },
  '0006-people': { up: people },
  '0007-scenarios': { up: scenarios },
  '0008-row-facts': { up: rowFacts },
};
