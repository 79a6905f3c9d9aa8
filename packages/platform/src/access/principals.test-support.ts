import type { Scope } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import { createSession } from '../identity/sessions.js';
import { signInProgram } from '../oauth/oauth.test-support.js';
import type { Actor, TestPlatform } from '../platform.test-support.js';

/** The project that every request of the matrix is about. */
export const PROJECT = 'support-bot';
/** A project of the same people that limited keys are limited to. */
const OTHER_PROJECT = 'other-bot';

/** Everybody who may knock at a route, each with another right to come in. */
export const PRINCIPALS = [
  'nobody',
  'stranger',
  'viewer',
  'editor',
  'admin',
  'read key',
  'write key',
  'read-write key',
  'admin key',
  'expired key',
  'revoked key',
  'key of another project',
  'key of another address',
  "viewer's admin key",
  'read token',
  'read-write token',
  'admin token',
  'read-write service account',
  'admin service account',
] as const;
export type PrincipalName = (typeof PRINCIPALS)[number];

/** The people and machines of the matrix. */
export interface Cast {
  people: Record<'stranger' | 'viewer' | 'editor' | 'admin', { id: string; email: string }>;
  actors: Record<PrincipalName, Actor>;
  /** A new session of a person, for routes that end the one they are called with. */
  newSession(person: keyof Cast['people']): Promise<Actor>;
}

/** Makes one of each, on a platform of their own. */
export async function assemble(platform: TestPlatform): Promise<Cast> {
  const { database } = platform;
  const roles = { [PROJECT]: 'admin', [OTHER_PROJECT]: 'admin' } as const;
  const admin = await platform.addPerson({ admin: true, roles });
  const editor = await platform.addPerson({ roles: { [PROJECT]: 'editor' } });
  const viewer = await platform.addPerson({ roles: { [PROJECT]: 'admin' } });
  const stranger = await platform.addPerson({ roles: { 'another-tenant': 'admin' } });

  const keyOf = (scope: Scope, more: Record<string, unknown> = {}) =>
    platform.addKey(admin, { scope, ...more });
  const tokenOf = async (scope: Scope): Promise<Actor> => ({
    key: (await signInProgram(platform, admin, { scope })).access_token,
  });
  const accountOf = (scope: Scope) =>
    keyOf(scope, { type: 'service_account', projects: [PROJECT] });

  const viewersKey = await platform.addKey(viewer, { scope: 'admin' });
  await database
    .updateTable('project_members')
    .set({ role: 'viewer' })
    .where('user_id', '=', viewer.id)
    .execute();
  const expired = await keyOf('admin');
  await database
    .updateTable('api_keys')
    .set({ expires_at: sql`now()` })
    .where('id', '=', expired.id)
    .execute();
  const revoked = await keyOf('admin');
  await platform.call('revokeApiKey', { as: admin, params: { id: revoked.id } });

  const people = { stranger, viewer, editor, admin };
  return {
    people,
    actors: {
      nobody: null,
      ...people,
      'read key': await keyOf('read'),
      'write key': await keyOf('write'),
      'read-write key': await keyOf('read-write'),
      'admin key': await keyOf('admin'),
      'expired key': expired,
      'revoked key': revoked,
      'key of another project': await keyOf('admin', { projects: [OTHER_PROJECT] }),
      'key of another address': await keyOf('admin', { allowed_addresses: ['203.0.113.0/24'] }),
      "viewer's admin key": viewersKey,
      'read token': await tokenOf('read'),
      'read-write token': await tokenOf('read-write'),
      'admin token': await tokenOf('admin'),
      'read-write service account': await accountOf('read-write'),
      'admin service account': await accountOf('admin'),
    },
    newSession: async (person) => {
      const { cookie } = people[person];
      const { token } = await createSession(database, people[person].id);
      return { cookie: `${cookie.split('=')[0]}=${token}` };
    },
  };
}
