import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { signInOptionsQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ProblemNotice } from '../components/problem-notice.js';

const route = getRouteApi('/login');

/** The button that leads to the identity provider, where the platform has one. */
export function SingleSignOn(): ReactElement | null {
  const { next } = route.useSearch();
  const { data } = useQuery(signInOptionsQuery);
  const begin = useMutation({
    mutationFn: () => request('beginSingleSignOn', { body: next === undefined ? {} : { next } }),
    onSuccess: ({ redirect_to }) => window.location.assign(redirect_to),
  });
  if (data === undefined || data.single_sign_on === null) return null;
  return (
    <div className="flex flex-col gap-3">
      <Button
        look="primary"
        // Busy until the page is left: the provider's own may take a moment to come.
        busy={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate()}
        className="h-9"
      >
        Sign in with {data.single_sign_on.name}
      </Button>
      {begin.isError && <ProblemNotice error={begin.error} />}
      <p className="text-center text-sm text-ink-muted">
        {data.password ? 'or with your password' : 'Admins of the platform may use a password:'}
      </p>
    </div>
  );
}
