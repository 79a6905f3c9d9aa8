import { UsageError } from '@fluxloop/core/errors';

/** What was typed of the two pairs of flags that say the same. */
export interface UploadFlags {
  /** True for `--upload`, false for `--no-upload`. */
  upload?: boolean | undefined;
  /** True for `--skip-upload`, false for `--no-skip-upload`. */
  'skip-upload'?: boolean | undefined;
}

/**
 * Whether results are to be uploaded: what was typed, else `test.auto_upload` of the configuration,
 * which is off by default.
 *
 * @throws UsageError `upload_contradiction` when the two flags disagree
 */
export function wantsUpload(flags: UploadFlags, autoUpload: boolean): boolean {
  const { upload, 'skip-upload': skip } = flags;
  if (upload !== undefined && skip !== undefined && upload === skip) {
    throw new UsageError(
      'upload_contradiction',
      `--${upload ? '' : 'no-'}upload and --${skip ? '' : 'no-'}skip-upload contradict each other.`,
      { hint: 'Type one of them: --upload or --skip-upload' },
    );
  }
  return upload ?? (skip === undefined ? autoUpload : !skip);
}
