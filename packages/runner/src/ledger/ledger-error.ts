import { ExitCode, FluxLoopError, type FluxLoopErrorOptions } from '@fluxloop/core/errors';

/** The folder of a run could not be written or read: `disk_full`, `folder_not_writable`, `ledger_damaged`, `ledger_unreadable`. */
export class LedgerError extends FluxLoopError {
  override readonly name = 'LedgerError';

  constructor(
    code: string,
    message: string,
    options?: FluxLoopErrorOptions & { exitCode?: ExitCode },
  ) {
    super(code, options?.exitCode ?? ExitCode.unexpected, message, options);
  }
}

/**
 * Rows are behind one that is not what was written. Nobody but the user can say what became of it.
 * @param path - of the rows
 * @param line - from 1
 */
export function damagedLedger(path: string, line: number): LedgerError {
  return new LedgerError(
    'ledger_damaged',
    `Line ${line} of ${path} was altered after it was written, and there are whole rows behind it.`,
    {
      hint: `Restore the file from a copy; or delete line ${line}, and have its case alone run again: fluxloop test --resume RUN.`,
    },
  );
}

/** The system's code of an error of `node:fs` or `node:child_process`, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Says in words what kept us from writing.
 * @param path - what was to be written
 * @param hint - the next thing to do, where there is more to say than "free some space"
 */
export function writeError(error: unknown, path: string, hint?: string): unknown {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new LedgerError('disk_full', `No space left on the disk while writing ${path}.`, {
        hint: hint ?? 'Free some space and run the test again.',
      });
    case 'EFBIG':
      return new LedgerError('disk_full', `${path} reached the largest size allowed for a file.`, {
        hint: hint ?? 'Raise the limit (see "ulimit -f") and run the test again.',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new LedgerError(
        'folder_not_writable',
        `${path} cannot be written: ${reason(error)}.`,
        {
          exitCode: ExitCode.usage,
          hint: hint ?? 'Make the folder writable for this user, or run in another folder.',
        },
      );
    default:
      return error;
  }
}

function reason(error: unknown): string {
  switch (systemCode(error)) {
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file is where a folder should be';
    default:
      return 'permission denied';
  }
}
