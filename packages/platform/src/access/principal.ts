import type { Principal as PrincipalAnswer, Role, Scope } from '@fluxloop/core/contract';

/** A project as a principal sees it. */
export interface VisibleProject {
  id: string;
  slug: string;
  /** What its person may do in it, now. */
  role: Role;
}

/** A person behind a principal. */
export interface Person {
  id: string;
  email: string;
  isAdmin: boolean;
  createdAt: Date;
}

/** Who makes a request, as the database says at this moment. */
export type Principal =
  | { kind: 'session'; person: Person; sessionHash: Buffer; expiresAt: Date }
  | {
      kind: 'api_key';
      person: Person;
      key: { id: string; name: string; scope: Scope; expiresAt: Date | null; allProjects: boolean };
    };

/** What the principal may do at most; a person who is signed in may do what the roles allow. */
export function scopeOf(principal: Principal): Scope {
  return principal.kind === 'session' ? 'admin' : principal.key.scope;
}

/** How lists name who did something. */
export function displayName(principal: Principal): string {
  return principal.kind === 'session' ? principal.person.email : principal.key.name;
}

/** The principal as `GET /v1/principal` answers it. */
export function describePrincipal(
  principal: Principal,
  projects: readonly VisibleProject[],
): PrincipalAnswer {
  return {
    kind: principal.kind,
    user: describePerson(principal.person),
    api_key:
      principal.kind === 'session'
        ? null
        : {
            id: principal.key.id,
            name: principal.key.name,
            scope: principal.key.scope,
            expires_at: principal.key.expiresAt?.toISOString() ?? null,
          },
    projects: projects.map(({ slug, role }) => ({ slug, role })),
  };
}

/** A person as answers show them. */
export function describePerson(person: Person): {
  id: string;
  email: string;
  created_at: string;
} {
  return { id: person.id, email: person.email, created_at: person.createdAt.toISOString() };
}
