import type { Project } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { apiKeysQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ChoiceField } from '../components/choice-field.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { CreatedKey } from './created-key.js';
import { draftProblem, type KeyDraft, newDraft, requestOf } from './key-draft.js';
import { KeyLimits } from './key-limits.js';
import { ReachField } from './reach-field.js';
import { ScopeField } from './scope-field.js';

const LIFETIMES = [
  { value: '7', label: 'in 7 days' },
  { value: '30', label: 'in 30 days' },
  { value: '90', label: 'in 90 days' },
  { value: '365', label: 'in a year' },
  { value: 'never', label: 'never' },
] as const;

/** The form for a new key, and then the key: its only showing. */
export function CreateApiKeyForm({ projects }: { projects: readonly Project[] }): ReactElement {
  const managed = projects.filter(({ role }) => role === 'admin');
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => newDraft(managed));
  const [complaint, setComplaint] = useState<string | null>(null);
  const change = (changes: Partial<KeyDraft>) => {
    setComplaint(null);
    setDraft({ ...draft, ...changes });
  };
  const create = useMutation({
    mutationFn: () => request('createApiKey', { body: requestOf(draft) }),
    // The answer holds the key: it is forgotten as soon as the window that shows it is closed.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  if (create.isSuccess) return <CreatedKey created={create.data} />;
  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const problem = draftProblem(draft);
        setComplaint(problem);
        if (problem === null && !create.isPending) create.mutate();
      }}
    >
      <TextField
        label="Name"
        autoComplete="off"
        placeholder="Laptop"
        maxLength={200}
        required
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        hint="Say where it is used; that helps when it must be revoked."
      />
      {managed.length > 0 && (
        <ChoiceField
          label="It acts for"
          value={draft.account}
          options={[
            { value: 'mine', label: 'me' },
            { value: 'service_account', label: 'a service account' },
          ]}
          onChange={(account) => change({ account })}
          hint={
            draft.account === 'service_account' &&
            'It belongs to the project, and works on when you have left.'
          }
        />
      )}
      {draft.account === 'service_account' ? (
        <ChoiceField
          label="Project"
          value={draft.home}
          options={managed.map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={(home) => change({ home })}
        />
      ) : (
        <ReachField draft={draft} projects={projects} onChange={change} />
      )}
      <ScopeField value={draft.scope} onChange={(scope) => change({ scope })} />
      <ChoiceField
        label="It expires"
        value={draft.lifetime}
        options={LIFETIMES}
        onChange={(lifetime) => change({ lifetime })}
        hint={draft.lifetime === 'never' && 'A key for ever works for whoever finds it, for ever.'}
      />
      <KeyLimits draft={draft} onChange={change} />
      {complaint !== null && <Notice tone="danger" title={complaint} role="alert" />}
      {create.isError && complaint === null && <ProblemNotice error={create.error} />}
      <Button look="primary" type="submit" busy={create.isPending} className="self-end">
        Create key
      </Button>
    </form>
  );
}
