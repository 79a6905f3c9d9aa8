/** A base that no address resolves to by itself. */
const BASE = 'https://dashboard.invalid';

/**
 * Where to go after signing in: the path that was asked for, if it is one of this dashboard's,
 * else the list of projects. An address on another origin would make the sign-in page an open
 * redirector (CWE-601).
 */
export function returnAddress(wanted: string | undefined): string {
  const fallback = '/projects';
  if (wanted === undefined || !wanted.startsWith('/')) return fallback;
  if (!URL.canParse(wanted, BASE)) return fallback;
  const url = new URL(wanted, BASE);
  // `/.//other.example` is a path of ours until it is resolved, and an address of theirs after.
  if (url.origin !== BASE || url.pathname.startsWith('//')) return fallback;
  if (['/login', '/setup', '/forgot', '/reset'].includes(url.pathname)) return fallback;
  return url.pathname + url.search;
}
