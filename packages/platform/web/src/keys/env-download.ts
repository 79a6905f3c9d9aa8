import { downloadText } from '../format/download-text.js';

/** The name of the file; browsers do not let a page name one that begins with a dot. */
const ENV_FILE_NAME = 'fluxloop.env';

/** Hands the key to the browser as a file of environment variables. */
export function downloadEnvFile(key: string): void {
  downloadText(ENV_FILE_NAME, `FLUXLOOP_API_KEY=${key}\n`);
}
