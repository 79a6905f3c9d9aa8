import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isNotFound } from '../api/errors.js';
import { runsQuery } from '../api/queries.js';
import { LoadMore } from '../components/load-more.js';
import { PageHeading } from '../components/page-heading.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { NoRuns } from '../runs/no-runs.js';
import { RunList } from '../runs/run-list.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { PageTitle } from '../shell/page-title.js';
import { ProjectTabs } from '../shell/project-tabs.js';

const route = getRouteApi('/signed-in/projects/$project/runs');

/** A project's runs, newest first. */
export function RunsPage(): ReactElement {
  const { project } = route.useParams();
  const query = useInfiniteQuery(runsQuery(project));
  const { data, error, isPending, refetch } = query;
  const runs = data?.pages.flatMap((page) => page.runs);
  if (isNotFound(error)) return <NotFoundPage error={error} />;
  return (
    <>
      <PageTitle parts={['Runs', project]} />
      <PageHeading title="Runs" actions={<ProjectTabs project={project} />} />
      {isPending && <Skeleton />}
      {error && !runs && <ProblemNotice error={error} retry={() => void refetch()} />}
      {runs?.length === 0 && <NoRuns project={project} />}
      {runs && runs.length > 0 && <RunList runs={runs} />}
      {runs && <LoadMore {...query} />}
    </>
  );
}
