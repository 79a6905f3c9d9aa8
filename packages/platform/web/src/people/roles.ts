import type { Role } from '@fluxloop/core/contract';

/** The roles of a project, in the words of a list of choices. */
export const ROLE_OPTIONS: readonly { value: Role; label: string }[] = [
  { value: 'viewer', label: 'viewer: sees results' },
  { value: 'editor', label: 'editor: uploads results' },
  { value: 'admin', label: 'admin: manages the project' },
];
