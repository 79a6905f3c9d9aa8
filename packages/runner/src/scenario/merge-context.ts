import type { Json } from './canonical-json.js';

/** What the agent is given to know: a mapping of plain values. */
export type Context = { [key: string]: Json };

/**
 * One context over another: mappings are merged key by key, at every depth; anything else of `over`
 * takes the place of what `base` has. Neither is changed.
 */
export function mergeContext(
  base: Context | undefined,
  over: Context | undefined,
): Context | undefined {
  if (base === undefined || over === undefined) return over ?? base;
  const merged: Context = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(base, key) ? base[key] : undefined;
    Object.defineProperty(merged, key, {
      // `__proto__` is a name like any other here.
      value: isMapping(below) && isMapping(value) ? mergeContext(below, value) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return merged;
}

function isMapping(value: Json | undefined): value is Context {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
