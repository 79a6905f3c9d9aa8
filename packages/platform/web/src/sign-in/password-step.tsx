import type { SecondFactorNeeded } from '@fluxloop/core/contract';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { useSignedIn } from './use-signed-in.js';

interface PasswordStepProps {
  /** Told when the password was right, and the account wants more. */
  onSecondFactor: (needed: SecondFactorNeeded['second_factor']) => void;
}

/** Signs in by e-mail and password. */
export function PasswordStep({ onSecondFactor }: PasswordStepProps): ReactElement {
  const signedIn = useSignedIn();
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => request('signIn', { body }),
    // It may hold the ticket of the second step.
    gcTime: 0,
    onSuccess: (answer) => {
      if ('second_factor' in answer) onSecondFactor(answer.second_factor);
      else signedIn(answer);
    },
  });
  return (
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
  );
}
