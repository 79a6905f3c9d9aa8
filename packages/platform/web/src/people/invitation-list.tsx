import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { invitationsQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { formatDate } from '../format/moment.js';
import { ConfirmButton } from './confirm-button.js';
import { PersonRow } from './person-row.js';

/** Who is asked into a project and has not answered. */
export function InvitationList({ project }: { project: string }): ReactElement {
  const query = invitationsQuery(project);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(query);
  if (error !== null && data === undefined) {
    return <ProblemNotice error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <Skeleton />;
  if (data.invitations.length === 0) {
    return <p className="px-4 py-3 text-sm text-ink-muted">Nobody is asked at the moment.</p>;
  }
  return (
    <ul aria-label="Invitations" className="divide-y divide-line">
      {data.invitations.map((invitation) => (
        <PersonRow
          key={invitation.id}
          email={invitation.email}
          facts={`as ${invitation.role}, by ${invitation.invited_by}, until ${formatDate(invitation.expires_at)}`}
        >
          <ConfirmButton
            label="Take back"
            answer="Take the invitation back"
            of={`the invitation of ${invitation.email}`}
            question={`Take the invitation of ${invitation.email} back?`}
            description="Its link is good no more."
            onConfirm={async () => {
              await request('revokeInvitation', { params: { project, id: invitation.id } });
              await queryClient.invalidateQueries({ queryKey: query.queryKey });
            }}
          />
        </PersonRow>
      ))}
    </ul>
  );
}
