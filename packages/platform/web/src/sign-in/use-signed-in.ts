import type { Session } from '@fluxloop/core/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.js';
import { returnAddress } from '../routing/return-address.js';

/** What to do with a session that has begun: remember it, and go where the person wanted to. */
export function useSignedIn(): (session: Session) => void {
  const { next } = useSearch({ from: '/login' });
  const queryClient = useQueryClient();
  const router = useRouter();
  return (session) => {
    queryClient.setQueryData(sessionQuery.queryKey, session);
    router.history.push(returnAddress(next));
  };
}
