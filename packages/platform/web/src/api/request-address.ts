import { type RouteName, routes } from '@fluxloop/core/contract';

/** A value of the query; an array gives the name once for each of its members. */
type QueryValue = string | number | readonly string[] | undefined;

/** What fills a route's path and follows it. */
export interface AddressParts {
  /** A value for every `:name` of the path. */
  params?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, QueryValue>>;
}

/**
 * The address of a route of the contract, relative to the dashboard's own origin.
 *
 * @throws {TypeError} when the path has a parameter that `params` does not fill.
 */
export function requestAddress(name: RouteName, { params = {}, query = {} }: AddressParts = {}) {
  const path = routes[name].path.replace(/:(\w+)/g, (_, parameter: string) => {
    const value = params[parameter];
    if (value === undefined) throw new TypeError(`route ${name} needs the parameter ${parameter}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
