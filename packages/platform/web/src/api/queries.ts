import type { Run } from '@fluxloop/core/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CaseFilters } from '../routing/case-filters.js';
import { request } from './request.js';

/** How often a run that is still being uploaded is asked for again, in milliseconds. */
const UPLOADING_REFRESH_MS = 2000;

/** How many cases a page of the list holds. */
const CASES_PER_PAGE = 50;

/** The names in the address of a run's page. */
export interface RunAddress {
  project: string;
  run_id: string;
}

/** The names in the address of a case's page. */
export interface CaseAddress extends RunAddress {
  case_id: string;
  iteration: string;
}

/** Whether the platform waits for its first admin. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => request('getSetup', { signal }),
});

/** Who is signed in; fails with status 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request('getSession', { signal }),
  staleTime: 60_000,
});

/** Every project that the person sees. */
export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) => request('listProjects', { signal }),
});

/** How often the use of keys is asked for again while it is looked at, in milliseconds. */
const USAGE_REFRESH_MS = 5_000;

/** The person's API keys and the service accounts they manage, without the keys themselves. */
export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request('listApiKeys', { signal }),
  refetchInterval: USAGE_REFRESH_MS,
});

/** A project's runs, newest first, page by page. */
export const runsQuery = (project: string) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'runs'],
    queryFn: ({ signal, pageParam }) =>
      request('listRuns', { params: { project }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

const isUploading = (run: Run | undefined) => run?.status === 'uploading';

/** A run with its totals; followed while it is being uploaded. */
export const runQuery = ({ project, run_id }: RunAddress) =>
  queryOptions({
    queryKey: ['projects', project, 'runs', run_id],
    queryFn: ({ signal }) => request('getRun', { params: { project, run_id }, signal }),
    refetchInterval: ({ state }) => (isUploading(state.data) ? UPLOADING_REFRESH_MS : false),
  });

/**
 * How a run's latencies and verdicts are spread. `rows` is how many the run holds: a run that
 * grew is asked for again.
 */
export const distributionQuery = ({ project, run_id }: RunAddress, rows: number) =>
  queryOptions({
    queryKey: ['projects', project, 'runs', run_id, 'distribution', rows],
    queryFn: ({ signal }) => request('getRunDistribution', { params: { project, run_id }, signal }),
    placeholderData: keepPreviousData,
  });

/** The cases of a run that pass the filters, page by page. */
export const casesQuery = ({ project, run_id }: RunAddress, filters: CaseFilters) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'runs', run_id, 'cases', filters],
    queryFn: ({ signal, pageParam }) =>
      request('listCases', {
        params: { project, run_id },
        query: { ...filters, limit: CASES_PER_PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** One case with its transcript. */
export const caseQuery = ({ project, run_id, case_id, iteration }: CaseAddress) =>
  queryOptions({
    queryKey: ['projects', project, 'runs', run_id, 'case', case_id, iteration],
    queryFn: ({ signal }) =>
      request('getCase', { params: { project, run_id, case_id, iteration }, signal }),
  });

/** What a program asks for; asked once, for a request changes only by being decided. */
export const authorizationRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ['authorization-requests', id],
    queryFn: ({ signal }) => request('getAuthorizationRequest', { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
