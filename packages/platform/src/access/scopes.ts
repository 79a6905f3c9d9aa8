import type { Role, Scope } from '@fluxloop/core/contract';

type Right = 'read' | 'write' | 'admin';

/** What each scope allows; the same words serve for what a route needs. */
const RIGHTS: Record<Scope, readonly Right[]> = {
  read: ['read'],
  write: ['write'],
  'read-write': ['read', 'write'],
  admin: ['read', 'write', 'admin'],
};

/** From the narrowest to the widest. */
const SCOPES = Object.keys(RIGHTS) as Scope[];

/** The widest scope that a role allows in its project. */
export const ROLE_SCOPES: Record<Role, Scope> = {
  viewer: 'read',
  editor: 'read-write',
  admin: 'admin',
};

/** True when `granted` allows everything that `needed` names. */
export function covers(granted: Scope, needed: Scope): boolean {
  return RIGHTS[needed].every((right) => RIGHTS[granted].includes(right));
}

/** The narrowest scope that allows all that each of them allows. */
export function join(one: Scope, other: Scope): Scope {
  return SCOPES.find((scope) => covers(scope, one) && covers(scope, other)) ?? 'admin';
}

/** The least role that allows all of a scope. */
export function roleFor(scope: Scope): Role {
  if (scope === 'admin') return 'admin';
  return scope === 'read' ? 'viewer' : 'editor';
}
