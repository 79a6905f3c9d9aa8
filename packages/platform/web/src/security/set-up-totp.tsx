import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import { accountQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { CopyLine } from '../components/copy-line.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { TextField } from '../components/text-field.js';
import { QrCode } from './qr-code.js';
import { RecoveryCodeList } from './recovery-code-list.js';

/** Sets an authenticator app up: the QR code, the first code, then the recovery codes. */
export function SetUpTotp(): ReactElement {
  const queryClient = useQueryClient();
  // The secret and the codes are forgotten as soon as the window that shows them is closed.
  const begin = useMutation({ mutationFn: () => request('beginTotp'), gcTime: 0 });
  const { mutate } = begin;
  useEffect(() => mutate(), [mutate]);
  const confirm = useMutation({
    mutationFn: (code: string) => request('confirmTotp', { body: { code } }),
    gcTime: 0,
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true }),
  });
  if (confirm.isSuccess) return <RecoveryCodeList codes={confirm.data.recovery_codes} />;
  if (begin.isError) return <ProblemNotice error={begin.error} />;
  if (begin.data === undefined) return <Skeleton rows={4} />;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirm.isPending) return;
        confirm.mutate(String(new FormData(event.currentTarget).get('code')));
      }}
    >
      <QrCode text={begin.data.uri} label="QR code for the authenticator app" />
      <div className="flex flex-col gap-1.5 text-xs text-ink-muted">
        <p>No camera? Type this key into the app:</p>
        <CopyLine text={begin.data.secret} label="Copy the key" />
      </div>
      <TextField
        label="Code that the app shows"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        required
      />
      {confirm.isError && <ProblemNotice error={confirm.error} />}
      <Button look="primary" type="submit" busy={confirm.isPending} className="self-end">
        Turn on
      </Button>
    </form>
  );
}
