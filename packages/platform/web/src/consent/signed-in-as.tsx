import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isSignedOut } from '../api/errors.js';
import { sessionQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { ProblemNotice } from '../components/problem-notice.js';

/** Whose access is given, and the way to another account that leads back here. */
export function SignedInAs(): ReactElement | null {
  const { data: session } = useQuery(sessionQuery);
  const next = useRouterState({ select: (state) => state.location.href });
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => request('signOut'),
    onSettled: async (_, error) => {
      if (error !== null && !isSignedOut(error)) return;
      queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
      await navigate({ to: '/login', search: { next } });
      queryClient.clear();
    },
  });
  if (session === undefined) return null;
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-muted">
      <p className="wrap-anywhere">
        You are signed in as <strong className="text-ink">{session.user.email}</strong>.{' '}
        <button
          type="button"
          className="font-medium text-accent-ink underline"
          onClick={() => signOut.mutate()}
        >
          Use another account
        </button>
      </p>
      {signOut.isError && !isSignedOut(signOut.error) && <ProblemNotice error={signOut.error} />}
    </div>
  );
}
