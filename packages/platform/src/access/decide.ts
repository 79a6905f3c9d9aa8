import type { Role, Scope } from '@fluxloop/core/contract';
import { ProblemError } from '../http/problem.js';

type Right = 'read' | 'write' | 'admin';

/** What each scope allows; the same words serve for what a route needs. */
const RIGHTS: Record<Scope, readonly Right[]> = {
  read: ['read'],
  write: ['write'],
  'read-write': ['read', 'write'],
  admin: ['read', 'write', 'admin'],
};

/** The widest scope that a role allows in its project. */
const ROLE_SCOPES: Record<Role, Scope> = {
  viewer: 'read',
  editor: 'read-write',
  admin: 'admin',
};

/** True when `granted` covers everything that `needed` names. */
function covers(granted: Scope, needed: Scope): boolean {
  return RIGHTS[needed].every((right) => RIGHTS[granted].includes(right));
}

/**
 * Lets a request pass when its credential's scope covers what the route needs.
 *
 * @throws ProblemError 403 `scope_insufficient`, naming both scopes
 */
export function requireScope(granted: Scope, needed: Scope): void {
  if (!covers(granted, needed)) {
    throw new ProblemError({
      status: 403,
      code: 'scope_insufficient',
      title: `This needs the scope ${needed}, and the credential has ${granted}.`,
      hint: `Create an API key with the scope ${needed} in the dashboard, under API keys.`,
      requiredScope: needed,
      grantedScope: granted,
    });
  }
}

/**
 * Lets a request pass when the person's role in the project covers what the route needs. A key
 * acts for its owner, so this is asked of keys too.
 *
 * @throws ProblemError 403 `role_insufficient`, naming the role and both scopes
 */
export function requireRole(role: Role, needed: Scope): void {
  if (!covers(ROLE_SCOPES[role], needed)) {
    throw new ProblemError({
      status: 403,
      code: 'role_insufficient',
      title: `This needs the scope ${needed}, and a project ${role} has ${ROLE_SCOPES[role]}.`,
      hint: 'Ask an admin of the project for another role.',
      requiredScope: needed,
      grantedScope: ROLE_SCOPES[role],
    });
  }
}
