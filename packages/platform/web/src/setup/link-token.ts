/** What of `window` the token is read from. */
export interface AddressBar {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState' | 'state'>;
}

/**
 * Takes the one-time token out of the address, `#token=…`, and out of the address bar and the
 * history with it. A fragment never reaches a server or its logs (RFC 3986 section 3.5); nor
 * should it stay where a shoulder or a synchronised history sees it.
 *
 * @returns the token, or `null` when the address holds none.
 */
export function takeLinkToken({ location, history }: AddressBar): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token === '' ? null : token;
}
