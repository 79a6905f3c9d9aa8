import type { Role, Scope } from '@fluxloop/core/contract';
import { ProblemError } from '../http/problem.js';
import { type Principal, scopeOf } from './principal.js';
import { covers, join, ROLE_SCOPES, roleFor } from './scopes.js';

/**
 * Lets a request pass when its credential's scope covers what it needs.
 *
 * @throws ProblemError 403 `scope_insufficient`, naming both scopes and the command that makes a
 *   key with which this and what the credential may already do are allowed. A person who signed in
 *   for less than that could make no such key, so there it is the command that signs in for more
 */
export function requireScope(principal: Principal, needed: Scope): void {
  const granted = scopeOf(principal);
  if (covers(granted, needed)) return;
  const scope = join(granted, needed);
  const makesKey = `fluxloop apikeys create --scope ${scope}`;
  const signedIn = principal.kind === 'access_token';
  const command = signedIn ? `fluxloop auth login --scope ${scope}` : makesKey;
  throw new ProblemError({
    status: 403,
    code: 'scope_insufficient',
    title: `This needs the scope ${needed}, and the credential has ${granted}.`,
    hint: signedIn
      ? `Sign in for more: ${command} (a key that may is then made by ${makesKey})`
      : `Create a key that may, signed in as yourself: ${command}`,
    neededScope: needed,
    grantedScope: granted,
    command,
  });
}

/**
 * Lets a request pass when the role in the project covers what it needs. A key acts for its
 * owner, so this is asked of keys too.
 *
 * @throws ProblemError 403 `role_insufficient`, naming the role and both scopes
 */
export function requireRole(role: Role, needed: Scope): void {
  if (covers(ROLE_SCOPES[role], needed)) return;
  throw new ProblemError({
    status: 403,
    code: 'role_insufficient',
    title: `This needs the scope ${needed}, and a project ${role} has ${ROLE_SCOPES[role]}.`,
    hint: `Ask an admin of the project for the role ${roleFor(needed)}; no key can do more than its owner.`,
    neededScope: needed,
    grantedScope: ROLE_SCOPES[role],
  });
}
