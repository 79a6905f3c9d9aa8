import { ExitCode, FluxLoopError } from '@fluxloop/core/errors';
import { systemCode } from '../ledger/ledger-error.js';

/** A report could not be written: `report_not_written`. The run that it is about is not touched. */
export class ReportError extends FluxLoopError {
  override readonly name = 'ReportError';
}

/** What was asked for cannot be done in this place, as opposed to a disk that gives up. */
const USAGE: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOENT: 'its folder cannot be made',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
};

const TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it reached the largest size allowed for a file',
};

/**
 * Says in words why a report could not be written.
 * @param path - of the report
 * @returns a ReportError; the error itself when it is none of the file system
 */
export function writingError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const reason = USAGE[code] ?? TROUBLE[code] ?? `the system says ${code}`;
  return new ReportError(
    'report_not_written',
    code in USAGE ? ExitCode.usage : ExitCode.unexpected,
    `The report ${path} cannot be written: ${reason}.`,
  );
}
