import type { ApiKey, KeyEnvironment, Role, Scope } from '@fluxloop/core/contract';
import { requireRole, requireScope } from '../access/decide.js';
import { keyOf, type PresentedKey, personOf, type VisibleProject } from '../access/principal.js';
import { covers, join, ROLE_SCOPES } from '../access/scopes.js';
import { ProblemError } from '../http/problem.js';
import { blocksContain } from './address-blocks.js';
import type { KeyKeeper } from './stored-keys.js';

/** What a key may do that is to be made, or that is there. */
export interface KeyPower {
  scope: Scope;
  /** `null` for all of its owner's. */
  projects: readonly string[] | null;
  environment: KeyEnvironment | null;
  /** Empty for anywhere. */
  addresses: readonly string[];
  /** Milliseconds from its making to its end; `null` for ever. */
  lifetimeMs: number | null;
}

/**
 * Refuses a key that would be broader than who makes it. Making keys is writing, so it needs that
 * beside the scope of the key. With a key as the maker the new one stays inside its projects, its
 * environment and its addresses, and lives no longer than the maker was made for: otherwise a key
 * of one day could turn itself into one for ever.
 *
 * @throws ProblemError 403 `scope_insufficient`, `role_insufficient`, `key_too_broad`
 */
export function refuseBroader(keeper: KeyKeeper, wanted: KeyPower): void {
  const { principal, projects } = keeper;
  requireScope(principal, join('write', wanted.scope));
  const person = personOf(principal);
  const reach = projects.filter(({ slug }) => wanted.projects?.includes(slug) ?? true);
  // An admin of the platform may do more than any role: create projects.
  if (reach.length > 0 && !(person?.isAdmin === true && wanted.projects === null)) {
    requireRole(widestRole(reach), wanted.scope);
  }
  const maker = keyOf(principal);
  if (maker !== null) refuseBroaderThanKey(maker, wanted);
}

/**
 * Refuses to manage a key that may do more than who asks, except that a key may always end itself.
 *
 * @throws ProblemError 403 `scope_insufficient`
 */
export function requireMastery({ principal }: KeyKeeper, key: ApiKey): void {
  if (keyOf(principal)?.id === key.id) return;
  requireScope(principal, join('write', key.scope));
}

/**
 * Refuses to make a key of a service account to who does not manage the project: it needs the role
 * of an admin, and of a key the scope as well.
 *
 * @throws ProblemError 403 `role_insufficient`, `scope_insufficient`, `token_too_brief`
 */
export function requireAccountMastery({ principal }: KeyKeeper, project: VisibleProject): void {
  if (keyOf(principal) !== null) requireScope(principal, 'admin');
  requireRole(project.role, 'admin');
  if (keyOf(principal) === null && personOf(principal) === null) {
    throw new ProblemError({
      status: 403,
      code: 'token_too_brief',
      title: 'A token that lives for minutes cannot make a key that outlives it.',
      hint: 'Make the key as a person who is signed in: fluxloop auth login',
    });
  }
}

/** How long a key was made to live, in milliseconds; `null` for ever. */
export function lifetimeOf(key: { createdAt: Date; expiresAt: Date | null }): number | null {
  return key.expiresAt === null ? null : key.expiresAt.getTime() - key.createdAt.getTime();
}

function refuseBroaderThanKey(maker: PresentedKey, wanted: KeyPower): void {
  if (!maker.allProjects && wanted.projects === null) {
    throw tooBroad('it is limited to projects, and the new key would not be');
  }
  if (maker.environment !== null && wanted.environment !== maker.environment) {
    throw tooBroad(`it is tied to the environment ${maker.environment}`);
  }
  const { allowedAddresses } = maker;
  if (
    allowedAddresses.length > 0 &&
    (wanted.addresses.length === 0 ||
      !wanted.addresses.every((block) => blocksContain(allowedAddresses, block)))
  ) {
    throw tooBroad(`it may be used only from ${allowedAddresses.join(', ')}`);
  }
  const most = lifetimeOf(maker);
  if (most !== null && (wanted.lifetimeMs === null || wanted.lifetimeMs > most)) {
    throw tooBroad(`it was made for ${inDays(most)}, and the new key would live longer`);
  }
}

function tooBroad(reason: string): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'key_too_broad',
    title: `The key that makes it may do less: ${reason}.`,
    hint: 'Ask for less, or make the key as a person who is signed in: fluxloop auth login',
  });
}

function widestRole(projects: readonly VisibleProject[]): Role {
  const roles = projects.map(({ role }) => role);
  return roles.reduce((one, other) => (covers(ROLE_SCOPES[one], ROLE_SCOPES[other]) ? one : other));
}

function inDays(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return days === 1 ? 'one day' : `${days} days`;
}
