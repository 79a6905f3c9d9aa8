import type { ApiKey } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { apiKeysQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ChoiceField } from '../components/choice-field.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { formatMoment } from '../format/moment.js';
import { CreatedKey } from './created-key.js';

/**
 * A button that replaces a key by a new one. Once it is pressed it stays until the window is closed,
 * though a key that was rotated is not rotated again: the window shows the new key, once.
 */
export function RotateApiKey({
  apiKey,
  possible,
  onClosed,
}: {
  apiKey: ApiKey;
  possible: boolean;
  onClosed: () => void;
}): ReactElement | null {
  const [open, setOpen] = useState(false);
  if (!possible && !open) return null;
  return (
    <Dialog
      onOpenChange={(isOpen) => {
        setOpen(isOpen);
        if (!isOpen) onClosed();
      }}
      trigger={
        <Button look="quiet" aria-label={`Rotate ${apiKey.name}`}>
          Rotate
        </Button>
      }
      title={`Rotate “${apiKey.name}”?`}
      description="A new key takes its place, with the same limits. The old one works on for as long as you say."
      guarded
    >
      <RotateForm apiKey={apiKey} />
    </Dialog>
  );
}

/** In seconds. */
const GRACES = [
  { value: '0', label: 'not at all' },
  { value: '3600', label: 'for an hour' },
  { value: '86400', label: 'for a day' },
  { value: '259200', label: 'for three days' },
  { value: '604800', label: 'for seven days' },
] as const;

function RotateForm({ apiKey }: { apiKey: ApiKey }): ReactElement {
  const queryClient = useQueryClient();
  const [grace, setGrace] = useState<(typeof GRACES)[number]['value']>('86400');
  const rotate = useMutation({
    mutationFn: () =>
      request('rotateApiKey', {
        params: { id: apiKey.id },
        body: { grace_seconds: Number(grace) },
      }),
    // The answer holds the key: it is forgotten as soon as the window that shows it is closed.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  if (rotate.isSuccess) {
    const { previous, successor } = rotate.data;
    return (
      <CreatedKey created={successor}>
        <p>
          {previous.revoked_at !== null || previous.expires_at === null
            ? 'The old key is revoked.'
            : `The old key works until ${formatMoment(previous.expires_at)}.`}
        </p>
      </CreatedKey>
    );
  }
  return (
    <>
      <ChoiceField
        label="The old key works on"
        value={grace}
        options={GRACES}
        onChange={setGrace}
      />
      {rotate.isError && <ProblemNotice error={rotate.error} />}
      <Button
        look="primary"
        busy={rotate.isPending}
        onClick={() => rotate.mutate()}
        className="self-end"
      >
        Rotate the key
      </Button>
    </>
  );
}
