import type { ApiKey } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { apiKeysQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';

/** A button that revokes a key, after it was asked for twice. */
export function RevokeApiKey({ apiKey }: { apiKey: ApiKey }): ReactElement {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => request('revokeApiKey', { params: { id: apiKey.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  return (
    <Dialog
      trigger={
        <Button look="quiet" aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke “${apiKey.name}”?`}
      description="What uses it is refused from the next request on. This cannot be undone."
    >
      {revoke.isError && <ProblemNotice error={revoke.error} />}
      <Button
        look="danger"
        busy={revoke.isPending}
        onClick={() => revoke.mutate()}
        className="self-end"
      >
        Revoke the key
      </Button>
    </Dialog>
  );
}
