import type {
  KeyEnvironment,
  Principal as PrincipalAnswer,
  Role,
  Scope,
} from '@fluxloop/core/contract';

/** A project as a principal sees it. */
export interface VisibleProject {
  id: string;
  slug: string;
  /** What its person, or the service account, may do in it, now. */
  role: Role;
}

/** A person behind a principal. */
export interface Person {
  id: string;
  email: string;
  isAdmin: boolean;
  createdAt: Date;
}

/** An account of a project's own, which outlives who made it. */
interface ServiceAccount {
  id: string;
  name: string;
  project: VisibleProject;
}

/** The key that a request came with. */
export interface PresentedKey {
  id: string;
  name: string;
  scope: Scope;
  environment: KeyEnvironment | null;
  /** Blocks in CIDR notation; empty for anywhere. */
  allowedAddresses: readonly string[];
  createdAt: Date;
  expiresAt: Date | null;
  /** True: all of its owner's projects. */
  allProjects: boolean;
}

/** The access token that a request came with. */
interface PresentedToken {
  scope: Scope;
  expiresAt: Date;
}

/** Who makes a request, as the database says at this moment. */
export type Principal =
  | { kind: 'session'; person: Person; sessionHash: Buffer; expiresAt: Date }
  | { kind: 'access_token'; person: Person; token: PresentedToken & { familyId: string } }
  | { kind: 'api_key'; person: Person; key: PresentedKey }
  | { kind: 'service_account'; account: ServiceAccount; key: PresentedKey }
  /** A machine that another party vouched for; it has no key. */
  | { kind: 'service_account'; account: ServiceAccount; key: null; token: PresentedToken };

/** What the principal may do at most; a person who is signed in may do what the roles allow. */
export function scopeOf(principal: Principal): Scope {
  return principal.kind === 'session' ? 'admin' : credentialOf(principal).scope;
}

/** The person behind the principal; `null` for a service account. */
export function personOf(principal: Principal): Person | null {
  return principal.kind === 'service_account' ? null : principal.person;
}

/** The key that the request came with; `null` where it came with none. */
export function keyOf(principal: Principal): PresentedKey | null {
  return principal.kind === 'api_key' || principal.kind === 'service_account'
    ? principal.key
    : null;
}

/** How lists name who did something. */
export function displayName(principal: Principal): string {
  switch (principal.kind) {
    case 'session':
    case 'access_token':
      return principal.person.email;
    case 'api_key':
      return principal.key.name;
    case 'service_account':
      return principal.account.name;
  }
}

/** The principal as `GET /v1/principal` answers it. */
export function describePrincipal(
  principal: Principal,
  projects: readonly VisibleProject[],
): PrincipalAnswer {
  const person = personOf(principal);
  const key = keyOf(principal);
  const expiresAt =
    principal.kind === 'session' ? principal.expiresAt : credentialOf(principal).expiresAt;
  return {
    kind: principal.kind,
    user: person === null ? null : describePerson(person),
    service_account:
      principal.kind === 'service_account' ? describeAccount(principal.account) : null,
    api_key:
      key === null
        ? null
        : {
            id: key.id,
            name: key.name,
            scope: key.scope,
            environment: key.environment,
            expires_at: key.expiresAt?.toISOString() ?? null,
          },
    scope: scopeOf(principal),
    expires_at: expiresAt?.toISOString() ?? null,
    projects: projects.map(({ slug, role }) => ({ slug, role })),
  };
}

/** A person as answers show them. */
export function describePerson(person: Person): {
  id: string;
  email: string;
  is_admin: boolean;
  created_at: string;
} {
  return {
    id: person.id,
    email: person.email,
    is_admin: person.isAdmin,
    created_at: person.createdAt.toISOString(),
  };
}

function describeAccount({ id, name, project }: ServiceAccount) {
  return { id, name, project: project.slug, role: project.role };
}

function credentialOf(principal: Exclude<Principal, { kind: 'session' }>): {
  scope: Scope;
  expiresAt: Date | null;
} {
  if (principal.kind === 'access_token') return principal.token;
  return principal.key ?? principal.token;
}
