import type { PeopleRouteName } from '@fluxloop/core/contract';
import { NOTHING, newName, type Row } from './matrix-row.test-support.js';
import { PROJECT } from './principals.test-support.js';
import { MANAGES_PROJECT, OPEN, PEOPLE, type Verdicts } from './verdicts.test-support.js';

const NOT_AN_ADMIN = '403 platform_admin_required';
const inProject = { params: { project: PROJECT } };

/** For people at the dashboard who manage the platform. */
const PLATFORM_ADMINS: Verdicts = {
  ...PEOPLE,
  stranger: NOT_AN_ADMIN,
  viewer: NOT_AN_ADMIN,
  editor: NOT_AN_ADMIN,
};

/** The rows of how people come to the platform, and are looked after. */
export const PEOPLE_ROWS = {
  getSignInOptions: { access: 'none', verdicts: OPEN },
  beginSingleSignOn: {
    access: 'none',
    verdicts: OPEN,
    passes: '404 single_sign_on_off',
    request: () => ({ body: {} }),
  },
  getSingleSignOnLink: { access: 'session', verdicts: PEOPLE },
  linkSingleSignOn: { access: 'session', verdicts: PEOPLE, passes: '404 single_sign_on_off' },
  requestPasswordReset: {
    access: 'none',
    verdicts: OPEN,
    request: () => ({ body: { email: `${newName()}@example.com` } }),
  },
  completePasswordReset: {
    access: 'none',
    verdicts: OPEN,
    passes: '403 reset_link_invalid',
    request: () => ({ body: { token: 'x', new_password: 'a password of some length' } }),
  },
  listPeople: { access: 'session', verdicts: PLATFORM_ADMINS },
  changePerson: {
    access: 'session',
    verdicts: PLATFORM_ADMINS,
    request: async ({ platform }) => ({
      params: { id: (await platform.addPerson()).id },
      body: { may_create_projects: true },
    }),
  },
  createResetLink: {
    access: 'session',
    verdicts: PLATFORM_ADMINS,
    request: async ({ platform }) => ({ params: { id: (await platform.addPerson()).id } }),
  },
  listInvitations: { access: 'admin', verdicts: MANAGES_PROJECT, request: () => inProject },
  createInvitation: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: () => ({ ...inProject, body: { email: `${newName()}@example.com`, role: 'viewer' } }),
  },
  revokeInvitation: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    passes: '404 invitation_not_found',
    request: () => ({ params: { project: PROJECT, id: NOTHING } }),
  },
  lookUpInvitation: {
    access: 'none',
    verdicts: OPEN,
    passes: '404 invitation_unknown',
    request: () => ({ body: { token: 'x' } }),
  },
  acceptInvitation: {
    access: 'none',
    verdicts: OPEN,
    passes: '404 invitation_unknown',
    request: () => ({ body: { token: 'x', password: 'a password of some length' } }),
  },
  joinByInvitation: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '404 invitation_unknown',
    request: () => ({ body: { token: 'x' } }),
  },
} satisfies Record<PeopleRouteName, Row>;
