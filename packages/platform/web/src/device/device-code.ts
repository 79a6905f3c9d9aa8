import type { AddressBar } from '../setup/link-token.js';

/** How many letters a code has. */
const LENGTH = 8;

/**
 * Takes the code of a device out of the address, `/device#code=…`, and out of the address bar and
 * the history with it. It only fills in what a person then compares.
 *
 * @returns the code as it is shown, or `null` when the address holds none
 */
export function takeDeviceCode({ location, history }: AddressBar): string | null {
  if (location.pathname !== '/device') return null;
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return code === '' ? null : writeDeviceCode(code);
}

/** What is typed as the terminal shows it, `BCDF-GHJK`: capital letters, and a hyphen among them. */
export function writeDeviceCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, LENGTH);
  const half = LENGTH / 2;
  return letters.length > half ? `${letters.slice(0, half)}-${letters.slice(half)}` : letters;
}

/** Whether all letters are there. */
export function isWholeDeviceCode(code: string): boolean {
  return code.length === LENGTH + 1;
}
