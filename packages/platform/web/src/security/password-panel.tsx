import { newPassword } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { openSessionsQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { Notice } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { useFocusOnMount } from '../device/use-focus-on-mount.js';
import { PasswordRule } from '../setup/password-rule.js';

/** The password, and the way to another one. */
export function PasswordPanel({ email }: { email: string }): ReactElement {
  return (
    <Panel title="Password">
      <div className="flex flex-col gap-3 p-4">
        <p className="text-sm text-ink-muted">
          A new password signs you out everywhere else: in browsers and on the command line.
        </p>
        <Dialog
          trigger={<Button className="self-start">Change the password</Button>}
          title="Change the password"
          description="You stay signed in here, and nowhere else."
          guarded
        >
          <ChangeForm email={email} />
        </Dialog>
      </div>
    </Panel>
  );
}

function ChangeForm({ email }: { email: string }): ReactElement {
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      request('changePassword', { body }),
    // What was sent holds both passwords.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: openSessionsQuery.queryKey }),
  });
  if (change.isSuccess) return <Changed />;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!newPassword.safeParse(password).success || change.isPending) return;
        const current = String(new FormData(event.currentTarget).get('current'));
        change.mutate({ current_password: current, new_password: password });
      }}
    >
      {/* Password managers learn from it whose password changes. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Present password"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={256}
      />
      <TextField
        label="New password"
        name="new"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint={<PasswordRule password={password} />}
      />
      {change.isError && <ProblemNotice error={change.error} />}
      <Button look="primary" type="submit" busy={change.isPending} className="self-end">
        Change it
      </Button>
    </form>
  );
}

function Changed(): ReactElement {
  const notice = useFocusOnMount<HTMLDivElement>();
  return (
    <div ref={notice} tabIndex={-1} className="outline-none">
      <Notice tone="success" title="The password is changed." role="status">
        You are signed out everywhere else.
      </Notice>
    </div>
  );
}
