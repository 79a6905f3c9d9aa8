/** The name of the file; browsers do not let a page name one that begins with a dot. */
const ENV_FILE_NAME = 'fluxloop.env';

/** What a file of environment variables holds for a key. */
function envFileText(key: string): string {
  return `FLUXLOOP_API_KEY=${key}\n`;
}

/**
 * Hands the key to the browser as a file. Its address is made up, good for this page only, and
 * withdrawn at once; it is in no history.
 */
export function downloadEnvFile(key: string): void {
  const address = URL.createObjectURL(new Blob([envFileText(key)], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = ENV_FILE_NAME;
  link.click();
  URL.revokeObjectURL(address);
}
