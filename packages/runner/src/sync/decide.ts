/** What was the same on both sides when they were synced last. */
export interface BaseSide {
  version: number;
  /** Digest of the text on the platform. */
  digest: string;
  /**
   * Digest of the text of the file. It differs from `digest` where the file holds what was
   * sanitized on its way out.
   */
  local: string;
}

/** The file now. */
export interface LocalSide {
  /** Digest of the text as it is. */
  raw: string;
  /** Digest of the text as it would leave the machine. */
  clean: string;
}

/** The latest version on the platform. */
export interface RemoteSide {
  version: number;
  digest: string;
}

/** How a scenario here stands to the one on the platform. */
export type Standing =
  | 'in_sync'
  | 'new_here'
  | 'changed_here'
  | 'deleted_here'
  | 'new_on_platform'
  | 'changed_on_platform'
  | 'deleted_on_platform'
  /** It is nowhere any more. */
  | 'gone'
  | 'conflict';

/**
 * The three-way table: what differs from what both sides had when they were synced last.
 *
 * The file counts as unchanged when it is what it was, or what the platform had, or what it is
 * sanitized to is what the platform had; and as equal to the platform's when either of its forms is.
 */
export function decide(
  base: BaseSide | null,
  local: LocalSide | null,
  remote: RemoteSide | null,
): Standing {
  if (local === null) return withoutFile(base, remote);
  const unchanged = base !== null && isUnchanged(base, local);
  if (remote === null) {
    if (base === null) return 'new_here';
    return unchanged ? 'deleted_on_platform' : 'conflict';
  }
  if (isEither(local, remote.digest)) return 'in_sync';
  if (base === null) return 'conflict';
  if (remote.digest === base.digest) return unchanged ? 'in_sync' : 'changed_here';
  return unchanged ? 'changed_on_platform' : 'conflict';
}

function withoutFile(base: BaseSide | null, remote: RemoteSide | null): Standing {
  if (remote === null) return 'gone';
  if (base === null) return 'new_on_platform';
  return remote.digest === base.digest ? 'deleted_here' : 'conflict';
}

/** Whether the file is what it was when it was synced last. */
export function isUnchanged(base: BaseSide, local: LocalSide): boolean {
  return local.raw === base.local || isEither(local, base.digest);
}

/** Whether one of the forms of the file has this digest. */
export function isEither(local: LocalSide, digest: string): boolean {
  return local.raw === digest || local.clean === digest;
}
