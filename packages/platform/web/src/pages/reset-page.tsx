import { newPassword } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { sessionQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { NewPasswordField } from '../setup/new-password-field.js';
import { useLinkToken } from '../setup/use-link-token.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';

/** Sets a new password by the link of a letter or of an admin. */
export function ResetPage(): ReactElement {
  const token = useLinkToken();
  return (
    <SignedOutLayout
      title="Choose a new password"
      lead="Every browser and program that is signed in with you is signed out."
    >
      <PageTitle parts={['Choose a new password']} />
      {token === null ? (
        <Notice tone="warning" title="The token of the link is missing.">
          <p>Open the whole link. It works once, for an hour.</p>
          <p>
            <Link to="/forgot" className="font-medium text-accent-ink underline">
              Ask for another one
            </Link>
          </p>
        </Notice>
      ) : (
        <ResetForm token={token} />
      )}
    </SignedOutLayout>
  );
}

function ResetForm({ token }: { token: string }): ReactElement {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const complete = useMutation({
    mutationFn: () => request('completePasswordReset', { body: { token, new_password: password } }),
    onSuccess: () => queryClient.removeQueries({ queryKey: sessionQuery.queryKey }),
  });
  if (complete.isSuccess) {
    return (
      <Notice tone="success" role="status" title="Your password is changed.">
        <p>
          <Link to="/login" className="font-medium text-accent-ink underline">
            Sign in with it
          </Link>
        </p>
      </Notice>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!newPassword.safeParse(password).success || complete.isPending) return;
        complete.mutate();
      }}
    >
      <NewPasswordField label="New password" value={password} onChange={setPassword} />
      {complete.isError && <ProblemNotice error={complete.error} />}
      <Button look="primary" type="submit" busy={complete.isPending} className="h-9">
        Set the password
      </Button>
    </form>
  );
}
