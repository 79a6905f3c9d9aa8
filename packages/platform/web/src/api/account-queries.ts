import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** How the person signs in. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => request('getAccount', { signal }),
});

/** The person's passkeys. */
export const passkeysQuery = queryOptions({
  queryKey: ['account', 'passkeys'],
  queryFn: ({ signal }) => request('listPasskeys', { signal }),
});

/** Where the person is signed in. */
export const openSessionsQuery = queryOptions({
  queryKey: ['open-sessions'],
  queryFn: ({ signal }) => request('listSessions', { signal }),
});
