import type { Account } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { passkeysQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { arePasskeysPossible, createPasskey } from '../passkeys/ceremonies.js';
import { Confirmed } from './confirmed.js';

/** A button that adds a passkey; where none is possible, what stands in the way. */
export function AddPasskey({
  account: { passkey_origin: origin },
  onClosed,
}: {
  account: Account;
  onClosed: () => void;
}): ReactElement {
  const [open, setOpen] = useState(false);
  if (origin === null) {
    return (
      <p className="text-sm text-ink-muted">
        They need a host name, and this platform is reached by an address in numbers. An admin can
        give it one.
      </p>
    );
  }
  if (window.location.origin !== origin) {
    return (
      <p className="text-sm text-ink-muted">
        They work at another address of this platform:{' '}
        <a href={`${origin}/settings/security`} className="font-medium text-accent-ink underline">
          {origin}
        </a>
      </p>
    );
  }
  if (!arePasskeysPossible()) {
    return <p className="text-sm text-ink-muted">This browser has no passkeys.</p>;
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        setOpen(isOpen);
        if (!isOpen) onClosed();
      }}
      trigger={<Button className="self-start">Add a passkey</Button>}
      title="Add a passkey"
      description="The browser asks where to keep it, and checks that it is you."
    >
      <Confirmed>
        <AddForm
          onAdded={() => {
            setOpen(false);
            onClosed();
          }}
        />
      </Confirmed>
    </Dialog>
  );
}

function AddForm({ onAdded }: { onAdded: () => void }): ReactElement {
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: async (name: string) => {
      const credential = await createPasskey(await request('beginPasskey'));
      return request('registerPasskey', { body: { name, credential } });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      onAdded();
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (add.isPending) return;
        add.mutate(String(new FormData(event.currentTarget).get('name')));
      }}
    >
      <TextField
        label="Name"
        name="name"
        autoComplete="off"
        placeholder="Laptop"
        maxLength={100}
        required
        hint="Where it is kept; that helps when one is lost."
      />
      {add.isError && <ProblemNotice error={add.error} />}
      <Button look="primary" type="submit" busy={add.isPending} className="self-end">
        Add it
      </Button>
    </form>
  );
}
