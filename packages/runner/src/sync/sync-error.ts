import {
  ExitCode,
  FluxLoopError,
  type FluxLoopErrorJson,
  type FluxLoopErrorOptions,
} from '@fluxloop/core/errors';

/** Why a person must choose. */
export type ConflictKind =
  /** Changed here and on the platform. */
  | 'both_changed'
  /** Here and on the platform, with different texts and no version in common. */
  | 'both_new'
  /** Changed on the platform, deleted here. */
  | 'deleted_here'
  /** Changed here, deleted on the platform. */
  | 'deleted_on_platform'
  /** The platform's version changes lines that hold here what was sanitized. */
  | 'sanitized_lines';

/** A scenario of which two versions disagree. */
export interface SyncConflict {
  name: string;
  kind: ConflictKind;
  /** Its file, relative to the project's folder; `null` where there is none. */
  file: string | null;
  /** The platform's latest version; `null` where it has none. */
  version: number | null;
  /** The file that holds both, to be edited; `null` where none was asked for. */
  mergeFile: string | null;
}

/** Scenarios differ on both sides, and a person must choose (exit 12, `sync_conflict`). */
export class SyncConflictError extends FluxLoopError {
  override readonly name = 'SyncConflictError';
  readonly conflicts: readonly SyncConflict[];

  constructor(
    message: string,
    conflicts: readonly SyncConflict[],
    options: FluxLoopErrorOptions = {},
  ) {
    super('sync_conflict', ExitCode.syncConflict, message, options);
    this.conflicts = conflicts;
  }

  override toJSON(): FluxLoopErrorJson & { conflicts: object[] } {
    return {
      ...super.toJSON(),
      conflicts: this.conflicts.map(({ mergeFile, ...conflict }) => ({
        ...conflict,
        merge_file: mergeFile,
      })),
    };
  }
}
