import { ConfigurationError } from '../errors/index.js';

/** The `code` of an error of Node's file system (`ENOENT`), or `''` for any other error. */
export function errno(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  return /^E[A-Z0-9]+$/.test(error.code) ? error.code : '';
}

const ELSEWHERE =
  'Set FLUXLOOP_HOME to a folder that you may write to, or pass the key with FLUXLOOP_API_KEY.';

/**
 * Turns a file system's error into one that says what to do.
 *
 * @param error - what Node threw
 * @param action - what was tried: `read` or `write`
 * @param path - the file
 * @param hint - what to do, where it is not a file of FluxLoop's own
 * @returns a ConfigurationError `file_not_permitted`, `file_system_read_only`, `disk_full`,
 *   `file_is_folder` or `file_failed`; its message holds the path and no content
 */
export function fileProblem(
  error: unknown,
  action: 'read' | 'write',
  path: string,
  hint?: string,
): ConfigurationError {
  const code = errno(error);
  const location = { file: path };
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new ConfigurationError(
        'file_not_permitted',
        `This user may not ${action} ${path} (${code}).`,
        { location, hint: hint ?? ELSEWHERE },
      );
    case 'EROFS':
      return new ConfigurationError(
        'file_system_read_only',
        `${path} lies on a read-only file system.`,
        { location, hint: hint ?? ELSEWHERE },
      );
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new ConfigurationError(
        'disk_full',
        `There is no room to write ${path} (${code}); what was there before is unchanged.`,
        { location, hint: hint ?? 'Make room, then run the command again.' },
      );
    case 'EISDIR':
      return new ConfigurationError('file_is_folder', `${path} is a folder, not a file.`, {
        location,
        hint: hint ?? 'Move the folder away, then run the command again.',
      });
    default:
      return new ConfigurationError(
        'file_failed',
        `${path} could not be ${action === 'read' ? 'read' : 'written'} (${code || 'unknown error'}).`,
        { location, hint: hint ?? ELSEWHERE },
      );
  }
}
