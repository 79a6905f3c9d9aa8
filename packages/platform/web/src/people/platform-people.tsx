import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { peopleQuery } from '../api/people-queries.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { formatCount } from '../format/number.js';
import { ManagePerson } from './manage-person.js';
import { PersonBadge, PersonRow } from './person-row.js';

/** Everybody who has an account, for admins of the platform. */
export function PlatformPeople(): ReactElement {
  const { data, error, refetch } = useQuery(peopleQuery);
  return (
    <Panel title="People of the platform">
      {error !== null && data === undefined && (
        <ProblemNotice error={error} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Skeleton />}
      {data && (
        <ul aria-label="People of the platform" className="divide-y divide-line">
          {data.people.map((person) => (
            <PersonRow
              key={person.id}
              email={person.email}
              badges={
                <>
                  {person.is_admin && <PersonBadge look="accent">Admin</PersonBadge>}
                  {!person.is_admin && person.may_create_projects && (
                    <PersonBadge look="accent">Creates projects</PersonBadge>
                  )}
                  {person.single_sign_on && <PersonBadge look="accent">Single sign-on</PersonBadge>}
                  {!person.active && <PersonBadge look="muted">Deactivated</PersonBadge>}
                </>
              }
              facts={`${formatCount(person.projects)} ${person.projects === 1 ? 'project' : 'projects'}`}
            >
              <ManagePerson person={person} />
            </PersonRow>
          ))}
        </ul>
      )}
    </Panel>
  );
}
