/** A query as the router holds it: a name that occurs more than once has all its values. */
export type Query = Record<string, string | string[]>;

/** Reads `?verdict=fail&verdict=error&search=refund`; the router's `parseSearch`. */
export function parseQuery(text: string): Query {
  const search = new URLSearchParams(text);
  const query: Query = {};
  for (const key of new Set(search.keys())) {
    const values = search.getAll(key);
    query[key] = values.length === 1 ? values[0]! : values;
  }
  return query;
}

/** The reverse of {@link parseQuery}: with its `?`, or empty; the router's `stringifySearch`. */
export function stringifyQuery(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(key, String(one));
    }
  }
  return search.size === 0 ? '' : `?${search}`;
}
