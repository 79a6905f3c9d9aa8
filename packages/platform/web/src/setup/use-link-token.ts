import { useRouteContext } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { takeLinkToken } from './link-token.js';

/** The token of the link that led here, or of one that is pasted into the open page. */
export function useLinkToken(): string | null {
  const { linkToken } = useRouteContext({ from: '__root__' });
  const [token, setToken] = useState(linkToken);
  useEffect(() => {
    const take = () => setToken((known) => takeLinkToken(window) ?? known);
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
