import type { CreateApiKeyRequest, KeyEnvironment, Project, Scope } from '@fluxloop/core/contract';

/** What the form for a new key holds. */
export interface KeyDraft {
  name: string;
  /** `mine`, or a service account of a project. */
  account: 'mine' | 'service_account';
  scope: Scope;
  /** For a key of one's own: all projects, or the chosen ones. */
  reach: 'all' | 'some';
  projects: readonly string[];
  /** For a service account: the project that it belongs to. */
  home: string;
  environment: KeyEnvironment | '';
  /** Days as text, or `never`. */
  lifetime: string;
  /** Addresses and blocks, apart by white space or commas. */
  addresses: string;
}

/** The draft that the form begins with. */
export function newDraft(managed: readonly Project[]): KeyDraft {
  return {
    name: '',
    account: 'mine',
    scope: 'read-write',
    reach: 'all',
    projects: [],
    home: managed[0]?.slug ?? '',
    environment: '',
    lifetime: '90',
    addresses: '',
  };
}

/** The request that a draft comes to. */
export function requestOf(draft: KeyDraft): CreateApiKeyRequest {
  const addresses = draft.addresses.split(/[\s,]+/).filter((text) => text !== '');
  const projects =
    draft.account === 'service_account'
      ? [draft.home]
      : draft.reach === 'some'
        ? [...draft.projects]
        : undefined;
  return {
    name: draft.name.trim(),
    type: draft.account === 'mine' ? 'user' : 'service_account',
    scope: draft.scope,
    expires_in_days: draft.lifetime === 'never' ? null : Number(draft.lifetime),
    ...(projects === undefined ? {} : { projects }),
    ...(draft.environment === '' ? {} : { environment: draft.environment }),
    ...(addresses.length === 0 ? {} : { allowed_addresses: addresses }),
  };
}

/** Why a draft cannot be sent yet; `null` when it can. */
export function draftProblem(draft: KeyDraft): string | null {
  if (draft.name.trim() === '') return 'Give the key a name.';
  if (draft.account === 'mine' && draft.reach === 'some' && draft.projects.length === 0) {
    return 'Choose at least one project.';
  }
  return null;
}
