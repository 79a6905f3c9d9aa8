import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/**
 * A value that must not leave the machine in clear.
 * @typedef {object} Marker
 * @property {'email' | 'phone' | 'payment_card' | 'iban' | 'us_ssn' | 'ip' | 'api_key'} type
 * @property {string} value as it is typed
 * @property {'inputs' | 'agent'} origin who says it first
 */

/**
 * All that `markers.yaml` lists. The file keeps keys and numbers split over lines; here they are whole.
 * @returns {Promise<Marker[]>}
 */
export async function readMarkers() {
  const file = new URL('./markers.yaml', import.meta.url);
  /** @type {Record<Marker['origin'], Partial<Record<Marker['type'], string[]>>>} */
  const origins = parse(await readFile(file, 'utf8'));
  /** @type {Marker[]} */
  const markers = [];
  for (const origin of /** @type {const} */ (['inputs', 'agent'])) {
    for (const [type, values] of Object.entries(origins[origin])) {
      for (const value of values) {
        markers.push({ type: /** @type {Marker['type']} */ (type), value, origin });
      }
    }
  }
  return markers;
}
