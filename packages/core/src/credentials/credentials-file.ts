import { join } from 'node:path';
import { revealJson } from '../reveal-json.js';
import { privateFile } from '../storage/private-file.js';
import { type CredentialsDocument, parseCredentialsDocument } from './credentials-document.js';

/** The credentials file of a user. */
export interface CredentialsFile {
  readonly path: string;
  /** What is stored; `{ profiles: {} }` where there is no file. */
  read(): Promise<CredentialsDocument>;
  /**
   * Changes what is stored, as one step over all processes. The older flat shape is written in
   * the present one.
   *
   * @param change - the new document from the old, which it may alter and return; called again when
   *   another process was faster, so it must do nothing else
   * @returns what was written
   */
  update(
    change: (document: CredentialsDocument) => CredentialsDocument,
  ): Promise<CredentialsDocument>;
}

/**
 * Opens `credentials` in a FluxLoop folder: JSON with mode 0600 in a folder with 0700, replaced
 * atomically under a lock between processes. Loose permissions are tightened.
 *
 * @param home - as `fluxloopHome` gives it; created by the first update
 * @param options.onWarning - told when permissions had to be tightened. Default: nobody
 * @returns a file whose methods throw ConfigurationError: `credentials_damaged`,
 *   `file_not_permitted`, `file_system_read_only`, `disk_full`, `file_locked`, `file_failed`
 */
export function credentialsFile(
  home: string,
  options: { onWarning?: (message: string) => void } = {},
): CredentialsFile {
  const file = privateFile(join(home, 'credentials'), options.onWarning ?? (() => {}));
  return {
    path: file.path,
    read: async () => parseCredentialsDocument(await file.read(), file.path),
    update: async (change) => {
      let written: CredentialsDocument = { profiles: {} };
      await file.update((text) => {
        const document = parseCredentialsDocument(text, file.path);
        written = change(document);
        return `${revealJson(written, 2)}\n`;
      });
      return written;
    },
  };
}
