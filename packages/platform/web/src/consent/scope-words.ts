import type { Scope } from '@fluxloop/core/contract';

const READ = 'View scenarios, criteria and results';
const WRITE = 'Create scenarios and upload results';
const ADMIN = 'Manage projects: members, keys, settings and deletion';

/** What a scope lets a program do, a line for each right. */
export const SCOPE_WORDS: Record<Scope, readonly string[]> = {
  read: [READ],
  write: [WRITE],
  'read-write': [READ, WRITE],
  admin: [READ, WRITE, ADMIN],
};
