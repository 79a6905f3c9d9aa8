import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** Which scenario, and in which version; without one the latest. */
export interface ScenarioAddress {
  project: string;
  name: string;
  version?: number | undefined;
}

/** A project's scenarios by name, page by page. */
export const scenariosQuery = (project: string) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'scenarios'],
    queryFn: ({ signal, pageParam }) =>
      request('listScenarios', { params: { project }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** A scenario with its text. */
export const scenarioQuery = ({ project, name, version }: ScenarioAddress) =>
  queryOptions({
    queryKey: ['projects', project, 'scenarios', name, version ?? 'latest'],
    queryFn: ({ signal }) =>
      version === undefined
        ? request('getScenario', { params: { project, name }, signal })
        : request('getScenarioVersion', { params: { project, name, version }, signal }),
  });

/** A scenario's versions, newest first, page by page. */
export const scenarioVersionsQuery = ({ project, name }: ScenarioAddress) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'scenarios', name, 'versions'],
    queryFn: ({ signal, pageParam }) =>
      request('listScenarioVersions', {
        params: { project, name },
        query: { cursor: pageParam, limit: 20 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
