import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { sessionQuery, setupQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { returnAddress } from '../routing/return-address.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';

const route = getRouteApi('/login');

/** Signs in by e-mail and password, and leads back to the page that asked for it. */
export function LoginPage(): ReactElement {
  const { next, reason } = route.useSearch();
  const { data: setup } = useQuery(setupQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => request('signIn', { body }),
    onSuccess: (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.push(returnAddress(next));
    },
  });
  return (
    <SignedOutLayout title="Sign in" lead="Test results of your team, in one place.">
      <PageTitle parts={['Sign in']} />
      {reason === 'expired' && (
        <Notice tone="info" role="status" title="Your session has ended.">
          Sign in again, and you are back where you were.
        </Notice>
      )}
      {setup?.needed && (
        <Notice tone="warning" title="This platform waits for its first admin.">
          Open the one-time link that it printed when it started.
        </Notice>
      )}
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (signIn.isPending) return;
          const form = new FormData(event.currentTarget);
          signIn.mutate({
            email: String(form.get('email')),
            password: String(form.get('password')),
          });
        }}
      >
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={256}
        />
        {signIn.isError && <ProblemNotice error={signIn.error} />}
        <Button look="primary" type="submit" busy={signIn.isPending} className="h-9">
          Sign in
        </Button>
      </form>
    </SignedOutLayout>
  );
}
