import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { projectsQuery } from '../api/queries.js';
import { Notice } from '../components/notice.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { SelectField } from '../components/select-field.js';
import { Skeleton } from '../components/skeleton.js';
import { InvitationList } from './invitation-list.js';
import { InvitePerson } from './invite-person.js';
import { MemberList } from './member-list.js';

const route = getRouteApi('/signed-in/settings/people');

/** The people of a project that the person manages, and who is invited into it. */
export function ProjectPeople(): ReactElement {
  const { project: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(projectsQuery);
  if (error !== null && data === undefined) {
    return <ProblemNotice error={error} retry={() => void refetch()} />;
  }
  if (data === undefined) return <Skeleton />;
  const managed = data.projects.filter(({ role }) => role === 'admin');
  const project = managed.find(({ slug }) => slug === wanted) ?? managed[0];
  if (project === undefined) {
    return <Notice tone="info" title="You manage no project, so there is nobody to look after." />;
  }
  const { slug } = project;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SelectField
          label="Project"
          value={slug}
          options={managed.map((one) => ({ value: one.slug, label: one.name }))}
          onChange={(value) => void navigate({ search: { project: value }, replace: true })}
        />
        <InvitePerson project={slug} />
      </div>
      <Panel title={`Members of ${project.name}`}>
        <MemberList key={slug} project={slug} />
      </Panel>
      <Panel title="Invitations">
        <InvitationList key={slug} project={slug} />
      </Panel>
    </>
  );
}
