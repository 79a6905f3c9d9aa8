import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { signInOptionsQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { TextField } from '../components/text-field.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';

/** Asks for a link for a new password, or says who can make one. */
export function ForgotPage(): ReactElement {
  const { data, error, refetch } = useQuery(signInOptionsQuery);
  return (
    <SignedOutLayout title="A new password" lead="Everything that is signed in with you ends then.">
      <PageTitle parts={['A new password']} />
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.mail === true && <ForgotForm />}
      {data?.mail === false && (
        <Notice tone="info" title="Ask an admin of this platform for a link.">
          <p>
            It sends no mail. An admin makes the link at Settings, People; an admin who is locked
            out makes one on the platform's own machine.
          </p>
        </Notice>
      )}
      <p className="text-center text-sm">
        <Link to="/login" className="font-medium text-accent-ink underline">
          Back to the sign-in
        </Link>
      </p>
    </SignedOutLayout>
  );
}

function ForgotForm(): ReactElement {
  const ask = useMutation({
    mutationFn: (email: string) => request('requestPasswordReset', { body: { email } }),
  });
  if (ask.isSuccess) {
    return (
      <Notice tone="success" role="status" title="Look into your mail.">
        <p>
          If {ask.variables} has an account, a letter with a link is on its way. The link works
          once, for an hour.
        </p>
      </Notice>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ask.isPending) return;
        ask.mutate(String(new FormData(event.currentTarget).get('email')));
      }}
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      {ask.isError && <ProblemNotice error={ask.error} />}
      <Button look="primary" type="submit" busy={ask.isPending} className="h-9">
        Send me a link
      </Button>
    </form>
  );
}
