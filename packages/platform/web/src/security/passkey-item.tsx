import type { Passkey } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { passkeysQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { Moment } from '../components/moment.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { Confirmed } from './confirmed.js';

/** A passkey, how it was used, and what can be done with it. */
export function PasskeyItem({ passkey }: { passkey: Passkey }): ReactElement {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 py-2.5">
      <div className="flex min-w-0 flex-col gap-0.5">
        <h3 className="text-sm font-medium wrap-anywhere">{passkey.name}</h3>
        <p className="text-xs text-ink-muted">
          {passkey.synced ? 'Kept by a password manager' : 'On one device'}, added{' '}
          <Moment timestamp={passkey.created_at} />
          {passkey.last_used_at === null ? (
            ', never used'
          ) : (
            <>
              , last used <Moment timestamp={passkey.last_used_at} />
            </>
          )}
        </p>
      </div>
      <div className="-mx-3 flex">
        <RenamePasskey passkey={passkey} />
        <DeletePasskey passkey={passkey} />
      </div>
    </li>
  );
}

function RenamePasskey({ passkey }: { passkey: Passkey }): ReactElement {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const rename = useMutation({
    mutationFn: (name: string) =>
      request('renamePasskey', { params: { id: passkey.id }, body: { name } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      setOpen(false);
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" aria-label={`Rename ${passkey.name}`}>
          Rename
        </Button>
      }
      title="Rename the passkey"
      description="The name is for you alone."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (rename.isPending) return;
          rename.mutate(String(new FormData(event.currentTarget).get('name')));
        }}
      >
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          maxLength={100}
          required
          defaultValue={passkey.name}
        />
        {rename.isError && <ProblemNotice error={rename.error} />}
        <Button look="primary" type="submit" busy={rename.isPending} className="self-end">
          Rename it
        </Button>
      </form>
    </Dialog>
  );
}

function DeletePasskey({ passkey }: { passkey: Passkey }): ReactElement {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => request('deletePasskey', { params: { id: passkey.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey }),
  });
  return (
    <Dialog
      trigger={
        <Button look="quiet" aria-label={`Delete ${passkey.name}`}>
          Delete
        </Button>
      }
      title={`Delete “${passkey.name}”?`}
      description="Nobody signs in with it any more. The device keeps its part until you delete it there."
    >
      <Confirmed>
        {remove.isError && <ProblemNotice error={remove.error} />}
        <Button
          look="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate()}
          className="self-end"
        >
          Delete the passkey
        </Button>
      </Confirmed>
    </Dialog>
  );
}
