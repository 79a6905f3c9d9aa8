import { shellWord } from '@fluxloop/core/notation';
import type { ConflictKind, SyncConflict } from './sync-error.js';
import { SyncConflictError } from './sync-error.js';
import type { SyncDirection } from './sync-options.js';

const WORDS: Readonly<Record<ConflictKind, string>> = {
  both_changed: 'changed here and on the platform',
  both_new: 'here and on the platform, with no version in common',
  deleted_here: 'deleted here, and changed on the platform',
  deleted_on_platform: 'changed here, and deleted on the platform',
  sanitized_lines: 'the platform changed lines that hold here what is sanitized',
};

/** What is typed for each direction. */
const COMMANDS: Readonly<Record<SyncDirection, string>> = {
  both: 'fluxloop sync',
  pull: 'fluxloop sync pull',
  push: 'fluxloop sync upload',
};

/**
 * The error that stops a sync: each scenario on which two versions disagree, and what to type to
 * keep one of them, or to merge them.
 *
 * @param outcome - what became of everything else, in a sentence
 */
export function conflictError(
  conflicts: readonly SyncConflict[],
  direction: SyncDirection,
  outcome: string,
): SyncConflictError {
  const count = conflicts.length === 1 ? 'One scenario' : `${conflicts.length} scenarios`;
  const lines = conflicts.map(({ name, kind, file, version, mergeFile }) => {
    const where = [
      ...(file === null ? [] : [file]),
      ...(version === null ? [] : [`version ${version} on the platform`]),
      ...(mergeFile === null ? [] : [`both in ${mergeFile}`]),
    ];
    return `  ${name}: ${WORDS[kind]} (${where.join(', ')})`;
  });
  return new SyncConflictError(
    [`${count} must be decided by you; ${outcome}`, ...lines].join('\n'),
    conflicts,
    { hint: hint(conflicts, direction) },
  );
}

function hint(conflicts: readonly SyncConflict[], direction: SyncDirection): string {
  const [only] = conflicts;
  const scope =
    conflicts.length === 1 && only !== undefined ? ` --scenario ${shellWord(only.name)}` : '';
  if (conflicts.every(({ mergeFile }) => mergeFile !== null)) {
    return `Read what was merged, and decide between the markers if there are any. Then: fluxloop sync --keep merged${scope}`;
  }
  // An upload changes no file here.
  const taking = direction === 'push' ? COMMANDS.pull : COMMANDS[direction];
  const mergeable = conflicts.some(({ file, version }) => file !== null && version !== null);
  return [
    `Keep yours:           ${COMMANDS[direction]} --keep local${scope}`,
    `Take the platform's:  ${taking} --keep remote${scope}`,
    ...(mergeable ? [`Merge them by hand:   fluxloop sync --merge-file${scope}`] : []),
    ...(scope === '' ? ['One by one: add --scenario NAME'] : []),
  ].join('\n');
}
