import type { Route } from '@fluxloop/core/contract';
import type { PrincipalName } from './principals.test-support.js';

/** What a route answers: `passes`, or the status and the code of its refusal. */
export type Verdict = 'passes' | `${400 | 401 | 403 | 404 | 409} ${string}`;
export type Verdicts = Readonly<Record<PrincipalName, Verdict>>;

const MISSING = '401 credential_missing';
const SCOPE = '403 scope_insufficient';
const ROLE = '403 role_insufficient';
const NO_PROJECT = '404 project_not_found';
const PEOPLE_ONLY = '403 session_required';

/** Who is let through by a route that only asks who they are. */
export const AUTHENTICATED: Verdicts = {
  nobody: MISSING,
  stranger: 'passes',
  viewer: 'passes',
  editor: 'passes',
  admin: 'passes',
  'read key': 'passes',
  'write key': 'passes',
  'read-write key': 'passes',
  'admin key': 'passes',
  'expired key': '401 credential_expired',
  'revoked key': '401 credential_revoked',
  'key of another project': 'passes',
  'key of another address': '403 address_not_allowed',
  "viewer's admin key": 'passes',
  'read token': 'passes',
  'read-write token': 'passes',
  'admin token': 'passes',
  'read-write service account': 'passes',
  'admin service account': 'passes',
};

/** A route that everybody may call. */
export const OPEN: Verdicts = Object.fromEntries(
  Object.keys(AUTHENTICATED).map((name) => [name, 'passes']),
) as Verdicts;

/** A route for people at the dashboard: no key and no token stands for one. */
export const PEOPLE: Verdicts = {
  ...AUTHENTICATED,
  'read key': PEOPLE_ONLY,
  'write key': PEOPLE_ONLY,
  'read-write key': PEOPLE_ONLY,
  'admin key': PEOPLE_ONLY,
  'key of another project': PEOPLE_ONLY,
  "viewer's admin key": PEOPLE_ONLY,
  'read token': PEOPLE_ONLY,
  'read-write token': PEOPLE_ONLY,
  'admin token': PEOPLE_ONLY,
  'read-write service account': PEOPLE_ONLY,
  'admin service account': PEOPLE_ONLY,
};

/** A route that reads, outside of any project. */
export const READS: Verdicts = { ...AUTHENTICATED, 'write key': SCOPE };

/** A route that reads in a project. */
export const READS_PROJECT: Verdicts = {
  ...READS,
  stranger: NO_PROJECT,
  'key of another project': NO_PROJECT,
};

/** A route that writes in a project. */
export const WRITES_PROJECT: Verdicts = {
  ...AUTHENTICATED,
  stranger: NO_PROJECT,
  viewer: ROLE,
  'read key': SCOPE,
  'key of another project': NO_PROJECT,
  "viewer's admin key": ROLE,
  'read token': SCOPE,
};

/** A route that manages a project. */
export const MANAGES_PROJECT: Verdicts = {
  ...WRITES_PROJECT,
  editor: ROLE,
  'write key': SCOPE,
  'read-write key': SCOPE,
  'read-write token': SCOPE,
  'read-write service account': SCOPE,
};

/** What each access of the contract means, as far as the access alone decides. */
export const BY_ACCESS: Record<Route['access'], readonly Verdicts[]> = {
  none: [OPEN],
  session: [PEOPLE],
  authenticated: [AUTHENTICATED],
  read: [READS, READS_PROJECT],
  write: [WRITES_PROJECT],
  'read-write': [],
  admin: [MANAGES_PROJECT],
};
