import type { Account } from '@fluxloop/core/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';
import { accountQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { TextField } from '../components/text-field.js';
import { useFocusOnMount } from '../device/use-focus-on-mount.js';

/** What is left of a confirmation must suffice for what is behind it, in milliseconds. */
const LEAST_LEFT_MS = 120_000;

/** Asks for the password before what it holds, unless the person proved who they are just now. */
export function Confirmed({ children }: { children: ReactNode }): ReactElement {
  const { data: account, error } = useQuery(accountQuery);
  // Once it is open it stays open: what is shown must not go while it is read.
  const [isOpen, setOpen] = useState(false);
  if (!isOpen && account !== undefined && isConfirmed(account)) setOpen(true);
  if (isOpen) return <>{children}</>;
  if (account === undefined) {
    return error === null ? <Skeleton rows={2} /> : <ProblemNotice error={error} />;
  }
  return account.has_password ? <ConfirmForm /> : <SignInAgain />;
}

function isConfirmed({ confirmed_until }: Account): boolean {
  return Date.parse(confirmed_until) - Date.now() > LEAST_LEFT_MS;
}

function ConfirmForm(): ReactElement {
  const queryClient = useQueryClient();
  const field = useFocusOnMount<HTMLInputElement>();
  const confirm = useMutation({
    mutationFn: (password: string) => request('confirmPerson', { body: { password } }),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true }),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm.isPending) return;
        confirm.mutate(String(new FormData(event.currentTarget).get('password')));
      }}
    >
      <TextField
        ref={field}
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
        hint="You signed in a while ago. Show that it is still you."
      />
      {confirm.isError && <ProblemNotice error={confirm.error} />}
      <Button look="primary" type="submit" busy={confirm.isPending} className="self-end">
        Confirm
      </Button>
    </form>
  );
}

function SignInAgain(): ReactElement {
  return (
    <Notice tone="info" title="You signed in a while ago.">
      Sign out and in again, and come back within ten minutes.
    </Notice>
  );
}
