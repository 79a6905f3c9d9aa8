/** Anything in a text that begins like a FluxLoop key or token; a damaged one gives away as much. */
export const KEY_TEXT = /flx_(?:[a-z]+_)?[0-9A-Za-z]{8,}/;

const EVERY_KEY = new RegExp(KEY_TEXT, 'g');
/** Shorter values are too likely to be ordinary words. */
const SHORTEST_SECRET = 8;
const SECRET_VARIABLE = /^FLUXLOOP_(?:TOKEN|API_KEY(?:_.+)?)$/;

/**
 * Makes a text fit to be shown: FluxLoop keys keep only their prefix, and the values of the
 * credential variables (`FLUXLOOP_TOKEN`, `FLUXLOOP_API_KEY…`) become `***`.
 *
 * It is the last line of defence behind {@link Secret}, for messages of other people's code.
 */
export function concealKeys(
  text: string,
  env: Readonly<Record<string, string | undefined>> = {},
): string {
  let shown = text;
  for (const [name, value] of Object.entries(env)) {
    if (value && value.length >= SHORTEST_SECRET && SECRET_VARIABLE.test(name)) {
      shown = shown.replaceAll(value, '***');
    }
  }
  return shown.replace(EVERY_KEY, (key) => `${/^flx_(?:[a-z]+_)?/.exec(key)?.[0] ?? ''}***`);
}
