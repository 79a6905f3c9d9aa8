/** What a {@link SanitizeFileError} is about, for programs. */
export type SanitizeFileErrorCode =
  | 'input_not_found'
  | 'input_not_a_file'
  | 'input_unreadable'
  | 'output_not_writable'
  | 'disk_full'
  | 'input_changed'
  | 'workers_unavailable'
  | 'words_unreadable';

/** A file could not be sanitized. The output is as it was before; nothing half is left behind. */
export class SanitizeFileError extends Error {
  override readonly name = 'SanitizeFileError';
  /** Stable, for programs. */
  readonly code: SanitizeFileErrorCode;
  /** The file it is about. */
  readonly path: string;
  /** What to do, as a sentence. */
  readonly hint: string;

  constructor(
    code: SanitizeFileErrorCode,
    message: string,
    options: { path: string; hint: string; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.path = options.path;
    this.hint = options.hint;
  }
}

/** The system's code of an error: `ENOENT`. */
function errno(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** An error of the system while the input was opened or read. */
export function inputError(error: unknown, path: string): unknown {
  if (error instanceof SanitizeFileError) return error;
  const about = { path, cause: error };
  switch (errno(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new SanitizeFileError('input_not_found', `${path} does not exist.`, {
        ...about,
        hint: 'Check the path.',
      });
    case 'EISDIR':
      return new SanitizeFileError('input_not_a_file', `${path} is a folder.`, {
        ...about,
        hint: 'Name a file; walk through the folder and sanitize each of its files.',
      });
    case 'EACCES':
    case 'EPERM':
      return new SanitizeFileError('input_unreadable', `${path} may not be read.`, {
        ...about,
        hint: 'Allow this user to read it.',
      });
    default:
      return error;
  }
}

/** An error of the system while the output was made or written. */
export function outputError(error: unknown, path: string): unknown {
  if (error instanceof SanitizeFileError) return error;
  const about = { path, cause: error };
  switch (errno(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new SanitizeFileError('disk_full', `The disk is full while ${path} is written.`, {
        ...about,
        hint: 'Make room: as much as the input takes.',
      });
    case 'ENOENT':
    case 'ENOTDIR':
      return new SanitizeFileError('output_not_writable', `The folder of ${path} does not exist.`, {
        ...about,
        hint: 'Make the folder first.',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EISDIR':
      return new SanitizeFileError('output_not_writable', `${path} cannot be written.`, {
        ...about,
        hint: 'Name a file in a folder that this user may write to.',
      });
    default:
      return error;
  }
}
