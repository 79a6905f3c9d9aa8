import type { Member, Role } from '@fluxloop/core/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { membersQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { Moment } from '../components/moment.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { SelectField } from '../components/select-field.js';
import { Skeleton } from '../components/skeleton.js';
import { ConfirmButton } from './confirm-button.js';
import { PersonRow } from './person-row.js';

const ROLES: readonly Role[] = ['viewer', 'editor', 'admin'];

/** The people of a project, whose roles are changed in place. */
export function MemberList({ project }: { project: string }): ReactElement {
  const query = membersQuery(project);
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(query);
  const reload = () => queryClient.invalidateQueries({ queryKey: query.queryKey });
  const change = useMutation({
    mutationFn: ({ user_id, role }: Pick<Member, 'user_id' | 'role'>) =>
      request('changeMember', { params: { project, user_id }, body: { role } }),
    onSettled: reload,
  });
  if (error !== null && data === undefined) {
    return <ProblemNotice error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <Skeleton />;
  return (
    <>
      {change.isError && (
        <div className="p-4">
          <ProblemNotice error={change.error} />
        </div>
      )}
      <ul aria-label="Members" className="divide-y divide-line">
        {data.members.map((member) => (
          <PersonRow
            key={member.user_id}
            email={member.email}
            facts={
              <>
                joined <Moment timestamp={member.joined_at} />
              </>
            }
          >
            <SelectField
              label={`Role of ${member.email}`}
              value={member.role}
              options={ROLES.map((role) => ({ value: role, label: role }))}
              onChange={(value) => {
                const role = ROLES.find((one) => one === value);
                if (role !== undefined) change.mutate({ user_id: member.user_id, role });
              }}
            />
            <ConfirmButton
              label="Remove"
              answer="Remove from the project"
              of={member.email}
              question={`Remove ${member.email}?`}
              description="Their own keys reach the project no more, from the next request on."
              onConfirm={async () => {
                await request('removeMember', { params: { project, user_id: member.user_id } });
                await reload();
              }}
            />
          </PersonRow>
        ))}
      </ul>
    </>
  );
}
