import type { Role } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { invitationsQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ChoiceField } from '../components/choice-field.js';
import { Dialog } from '../components/dialog.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { useFocusOnMount } from '../device/use-focus-on-mount.js';
import { ROLE_OPTIONS } from './roles.js';
import { ShownLink } from './shown-link.js';

/** A button that opens the form for an invitation. */
export function InvitePerson({ project }: { project: string }): ReactElement {
  return (
    <Dialog
      trigger={
        <Button look="primary">
          <UserPlus size={15} aria-hidden />
          Invite
        </Button>
      }
      title={`Invite to ${project}`}
      description="The link makes an account, or joins one. It works once, for seven days."
      guarded
    >
      <InviteForm project={project} />
    </Dialog>
  );
}

function InviteForm({ project }: { project: string }): ReactElement {
  const queryClient = useQueryClient();
  const [role, setRole] = useState<Role>('editor');
  const invite = useMutation({
    mutationFn: (email: string) =>
      request('createInvitation', { params: { project }, body: { email, role } }),
    // The answer may hold the link: it is forgotten when the window that shows it is closed.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries(invitationsQuery(project)),
  });
  if (invite.isSuccess) {
    const { url, email } = invite.data;
    return url === null ? (
      <Mailed email={email} />
    ) : (
      <ShownLink url={url}>{`It was not mailed. Hand it to ${email} yourself.`}</ShownLink>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (invite.isPending) return;
        invite.mutate(String(new FormData(event.currentTarget).get('email')));
      }}
    >
      <TextField label="E-mail" name="email" type="email" autoComplete="off" required />
      <ChoiceField label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
      {invite.isError && <ProblemNotice error={invite.error} />}
      <Button look="primary" type="submit" busy={invite.isPending} className="self-end">
        Send the invitation
      </Button>
    </form>
  );
}

function Mailed({ email }: { email: string }): ReactElement {
  const shown = useFocusOnMount<HTMLDivElement>();
  return (
    <div ref={shown} tabIndex={-1} className="outline-none">
      <Notice tone="success" role="status" title={`The invitation is on its way to ${email}.`} />
    </div>
  );
}
