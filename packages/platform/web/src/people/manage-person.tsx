import type { ChangePersonRequest, Person } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { peopleQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { ShownLink } from './shown-link.js';

/** A button that opens what an admin of the platform can do for, and against, a person. */
export function ManagePerson({ person }: { person: Person }): ReactElement {
  return (
    <Dialog
      trigger={<Button aria-label={`Manage ${person.email}`}>Manage</Button>}
      title={person.email}
      description="Changes hold from the person's next request on."
      guarded
    >
      <Actions person={person} />
    </Dialog>
  );
}

function Actions({ person }: { person: Person }): ReactElement {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (body: ChangePersonRequest) =>
      request('changePerson', { params: { id: person.id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
  const link = useMutation({
    mutationFn: () => request('createResetLink', { params: { id: person.id } }),
    // The answer is the link: it is forgotten when the window that shows it is closed.
    gcTime: 0,
  });
  if (link.isSuccess) {
    return (
      <ShownLink url={link.data.url}>
        {`Hand it to ${person.email}. Whoever opens it sets the password of the account, once and within the hour.`}
      </ShownLink>
    );
  }
  const { active, is_admin, may_create_projects } = person;
  const busy = change.isPending || link.isPending;
  return (
    <div className="flex flex-col gap-3">
      <Action
        label={is_admin ? 'Take the admin rights away' : 'Make an admin of the platform'}
        explanation="Admins look after the people of the platform, and create projects."
        busy={busy}
        onPress={() => change.mutate({ is_admin: !is_admin })}
      />
      {!is_admin && (
        <Action
          label={
            may_create_projects ? 'Stop them from creating projects' : 'Let them create projects'
          }
          explanation="Whoever creates a project is its first admin."
          busy={busy}
          onPress={() => change.mutate({ may_create_projects: !may_create_projects })}
        />
      )}
      {active && (
        <Action
          label="Make a link for a new password"
          explanation="For who has forgotten theirs. A second factor stays what it is."
          busy={busy}
          onPress={() => link.mutate()}
        />
      )}
      <Action
        label={active ? 'Deactivate' : 'Activate'}
        explanation={
          active
            ? 'Signs out everywhere at once, revokes their API keys, and keeps them from signing in.'
            : 'They sign in again, and make new API keys.'
        }
        look={active ? 'danger' : 'secondary'}
        busy={busy}
        onPress={() => change.mutate({ active: !active })}
      />
      {change.isError && <ProblemNotice error={change.error} />}
      {link.isError && <ProblemNotice error={link.error} />}
    </div>
  );
}

function Action({
  label,
  explanation,
  look = 'secondary',
  busy,
  onPress,
}: {
  label: string;
  explanation: string;
  look?: 'secondary' | 'danger';
  busy: boolean;
  onPress: () => void;
}): ReactElement {
  return (
    <div className="flex flex-col items-start gap-1">
      <Button look={look} busy={busy} onClick={onPress}>
        {label}
      </Button>
      <p className="text-xs text-ink-muted">{explanation}</p>
    </div>
  );
}
