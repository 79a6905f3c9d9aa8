import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isNotFound } from '../api/errors.js';
import { scenariosQuery } from '../api/scenario-queries.js';
import { LoadMore } from '../components/load-more.js';
import { PageHeading } from '../components/page-heading.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { NoScenarios } from '../scenarios/no-scenarios.js';
import { ScenarioList } from '../scenarios/scenario-list.js';
import { ScenarioView } from '../scenarios/scenario-view.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { PageTitle } from '../shell/page-title.js';
import { ProjectTabs } from '../shell/project-tabs.js';

const route = getRouteApi('/signed-in/projects/$project/scenarios');

/** A project's scenarios; one of them, when the address names it. */
export function ScenariosPage(): ReactElement {
  const { project } = route.useParams();
  const { name, version } = route.useSearch();
  return name === undefined ? (
    <AllScenarios project={project} />
  ) : (
    <ScenarioView address={{ project, name, version }} />
  );
}

function AllScenarios({ project }: { project: string }): ReactElement {
  const query = useInfiniteQuery(scenariosQuery(project));
  const { data, error, isPending, refetch } = query;
  const scenarios = data?.pages.flatMap((page) => page.scenarios);
  if (isNotFound(error)) return <NotFoundPage error={error} />;
  return (
    <>
      <PageTitle parts={['Scenarios', project]} />
      <PageHeading title="Scenarios" actions={<ProjectTabs project={project} />} />
      {isPending && <Skeleton />}
      {error && !scenarios && <ProblemNotice error={error} retry={() => void refetch()} />}
      {scenarios?.length === 0 && <NoScenarios project={project} />}
      {scenarios && scenarios.length > 0 && <ScenarioList scenarios={scenarios} />}
      {scenarios && <LoadMore {...query} />}
    </>
  );
}
