import { isMapping, type Spot } from './spot.js';

const DEEPEST = 8;

/**
 * What a value with `$ref: '#/…'` stands for; any other value itself.
 * @param root - the document that references count from
 * @returns `null` where there is nothing at its end
 */
export function dereference(spot: Spot, root: Spot, depth = 0): Spot | null {
  const { value } = spot;
  if (!isMapping(value) || typeof value.$ref !== 'string') return spot;
  if (!value.$ref.startsWith('#/') || depth > DEEPEST) return null;
  let target = root;
  for (const key of value.$ref.slice(2).split('/')) {
    // RFC 6901, section 4
    target = target.at(key.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  if (target.value === undefined) return null;
  const found = dereference(target, root, depth + 1);
  if (found === null) return null;
  const { $ref: _, ...beside } = value;
  // What stands beside a reference wins over what it leads to; the place is that of its use.
  return isMapping(found.value) ? spot.with({ ...found.value, ...beside }) : found;
}
