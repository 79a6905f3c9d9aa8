import type { Scope } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { apiKeysQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { CreatedKey } from './created-key.js';

/** A button that opens the form for a new key. */
export function CreateApiKey({ look }: { look: 'primary' | 'secondary' }): ReactElement {
  return (
    <Dialog
      trigger={
        <Button look={look}>
          <Plus size={15} aria-hidden />
          New API key
        </Button>
      }
      title="New API key"
      description="It acts for you, in your projects, and never does more than you may."
    >
      <CreateApiKeyForm />
    </Dialog>
  );
}

/** From the usual to the unusual. */
const SCOPES: readonly { scope: Scope; may: string }[] = [
  { scope: 'read-write', may: 'Upload and view results' },
  { scope: 'read', may: 'View results' },
  { scope: 'write', may: 'Upload results' },
  { scope: 'admin', may: 'Everything, projects too' },
];

function CreateApiKeyForm(): ReactElement {
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Scope>('read-write');
  const create = useMutation({
    mutationFn: (name: string) => request('createApiKey', { body: { name, scope: chosen } }),
    // The answer holds the key: it is forgotten as soon as the window that shows it is closed.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  if (create.isSuccess) return <CreatedKey created={create.data} />;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name')).trim();
        if (name !== '' && !create.isPending) create.mutate(name);
      }}
    >
      <TextField
        label="Name"
        name="name"
        autoComplete="off"
        placeholder="Laptop"
        maxLength={200}
        required
        hint="Say where it is used; that helps when it must be revoked."
      />
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">It may</legend>
        {SCOPES.map(({ scope, may }) => (
          <label key={scope} className="flex items-center gap-2 text-sm">
            <input
              type="radio"
              name="scope"
              checked={chosen === scope}
              onChange={() => setChosen(scope)}
              className="size-4 accent-accent"
            />
            <span>{may}</span>
            <code className="font-mono text-xs text-ink-muted">{scope}</code>
          </label>
        ))}
      </fieldset>
      {create.isError && <ProblemNotice error={create.error} />}
      <Button look="primary" type="submit" busy={create.isPending} className="self-end">
        Create key
      </Button>
    </form>
  );
}
