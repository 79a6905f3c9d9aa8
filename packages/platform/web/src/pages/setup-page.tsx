import { newPassword } from '@fluxloop/core/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { sessionQuery, setupQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { CommandLine } from '../components/command-line.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { NewPasswordField } from '../setup/new-password-field.js';
import { useLinkToken } from '../setup/use-link-token.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';

/** Creates the platform's first admin, by the one-time link that its first start printed. */
export function SetupPage(): ReactElement {
  const { data: setup } = useQuery(setupQuery);
  const token = useLinkToken();
  return (
    <SignedOutLayout
      title="Create the first admin"
      lead="This account manages the platform. Its password stays with you: nobody can read it here."
    >
      <PageTitle parts={['Set up']} />
      {setup?.needed === false ? (
        <Notice tone="info" title="This platform has its first admin.">
          <Link to="/login" className="font-medium text-accent-ink underline">
            Sign in
          </Link>
        </Notice>
      ) : token === null ? (
        <Notice tone="warning" title="The one-time token is missing.">
          <p>
            Open the whole link that the platform printed when it started. It ends in{' '}
            <code className="font-mono text-xs">#token=…</code> and works once. To print it again,
            stop the platform and start it:
          </p>
          <CommandLine command="fluxloop-platform start" />
        </Notice>
      ) : (
        <SetupForm token={token} />
      )}
    </SignedOutLayout>
  );
}

function SetupForm({ token }: { token: string }): ReactElement {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const create = useMutation({
    mutationFn: (email: string) =>
      request('createFirstAdmin', { body: { token, email, password } }),
    onSuccess: async (session) => {
      queryClient.setQueryData(setupQuery.queryKey, { needed: false });
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/projects' });
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!newPassword.safeParse(password).success || create.isPending) return;
        create.mutate(String(new FormData(event.currentTarget).get('email')));
      }}
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
      <NewPasswordField value={password} onChange={setPassword} />
      {create.isError && <ProblemNotice error={create.error} />}
      <Button look="primary" type="submit" busy={create.isPending} className="h-9">
        Create the account
      </Button>
    </form>
  );
}
