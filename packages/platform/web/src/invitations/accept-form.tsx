import { newPassword } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { sessionQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { NewPasswordField } from '../setup/new-password-field.js';

/** Makes the account of the invited address. */
export function AcceptForm({ token, email }: { token: string; email: string }): ReactElement {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: () => request('acceptInvitation', { body: { token, password } }),
    onSuccess: async (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/projects' });
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!newPassword.safeParse(password).success || accept.isPending) return;
        accept.mutate();
      }}
    >
      <TextField label="E-mail" type="email" autoComplete="username" readOnly value={email} />
      <NewPasswordField value={password} onChange={setPassword} />
      {accept.isError && <ProblemNotice error={accept.error} />}
      <Button look="primary" type="submit" busy={accept.isPending} className="h-9">
        Create the account and join
      </Button>
      <p className="text-center text-sm">
        <Link
          to="/login"
          search={{ next: '/invitation' }}
          className="font-medium text-accent-ink underline"
        >
          I have an account of another address
        </Link>
      </p>
    </form>
  );
}
