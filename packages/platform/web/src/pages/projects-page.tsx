import { useQuery } from '@tanstack/react-query';
import { FolderPlus } from 'lucide-react';
import type { ReactElement } from 'react';
import { projectsQuery } from '../api/queries.js';
import { CommandLine } from '../components/command-line.js';
import { EmptyState } from '../components/empty-state.js';
import { PageHeading } from '../components/page-heading.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { CreateProject } from '../projects/create-project.js';
import { ProjectList } from '../projects/project-list.js';
import { PageTitle } from '../shell/page-title.js';

/** The projects that the person sees, and the way to a new one. */
export function ProjectsPage(): ReactElement {
  const { data, error, isPending, refetch } = useQuery(projectsQuery);
  const isEmpty = data?.projects.length === 0;
  return (
    <>
      <PageTitle parts={['Projects']} />
      <PageHeading title="Projects" actions={!isEmpty && <CreateProject look="secondary" />} />
      {isPending && <Skeleton />}
      {error && <ProblemNotice error={error} retry={() => void refetch()} />}
      {isEmpty && (
        <div className="rounded-xl border border-line bg-surface shadow-card">
          <EmptyState Icon={FolderPlus} title="No project yet">
            <p>
              A project holds the runs of one agent. Create it here, then set up your agent's folder
              with:
            </p>
            <div className="w-full max-w-sm">
              <CommandLine command="fluxloop init" />
            </div>
            <CreateProject look="primary" />
          </EmptyState>
        </div>
      )}
      {data && !isEmpty && <ProjectList projects={data.projects} />}
    </>
  );
}
