import type { Run } from '@fluxloop/core/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { casesQuery } from '../api/queries.js';
import { Button } from '../components/button.js';
import { LoadMore } from '../components/load-more.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { formatCounted } from '../format/number.js';
import { type CaseFilters, isFiltered } from '../routing/case-filters.js';
import { CaseFilterBar } from './case-filter-bar.js';
import { CaseList } from './case-list.js';

const route = getRouteApi('/signed-in/projects/$project/runs/$run_id');

/** The cases of a run, filtered as the address says. */
export function CaseSection({ run }: { run: Run }): ReactElement {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({
    ...casesQuery(run, filters),
    // A run that is being uploaded has more cases every time it is looked at.
    refetchInterval: run.status === 'uploading' ? 4000 : false,
  });
  const { data, error, isPlaceholderData, refetch } = query;
  const cases = data?.pages.flatMap((page) => page.cases);
  const total = data?.pages.at(-1)?.total ?? 0;
  const apply = (next: CaseFilters) =>
    void navigate({ search: next, replace: true, resetScroll: false });

  return (
    <div id="cases" className="scroll-mt-16">
      <Panel
        title="Cases"
        aside={
          <div className="flex items-center gap-3 text-xs text-ink-muted">
            {isFiltered(filters) && (
              <button
                type="button"
                onClick={() => apply({ sort: filters.sort })}
                className="rounded underline underline-offset-2 hover:text-ink"
              >
                Clear filters
              </button>
            )}
            <p role="status" className="tabular-nums">
              {cases && announce(cases.length, total, isFiltered(filters))}
            </p>
          </div>
        }
      >
        <CaseFilterBar run={run} filters={filters} onChange={apply} />
        {error && !cases && (
          <div className="p-4">
            <ProblemNotice error={error} retry={() => void refetch()} />
          </div>
        )}
        {!error && !cases && <Skeleton />}
        {cases && (
          <div className={isPlaceholderData ? 'opacity-60 transition-opacity' : ''}>
            {cases.length > 0 ? (
              <CaseList address={run} cases={cases} filters={filters} />
            ) : (
              <NoCases filters={filters} onChange={apply} />
            )}
          </div>
        )}
      </Panel>
      {cases && (
        <div className="pt-4">
          <LoadMore {...query} />
        </div>
      )}
    </div>
  );
}

function announce(shown: number, total: number, filtered: boolean): string {
  const all = formatCounted(total, filtered ? 'matching case' : 'case');
  return shown < total ? `First ${shown} of ${all}` : all;
}

function NoCases({
  filters,
  onChange,
}: {
  filters: CaseFilters;
  onChange: (next: CaseFilters) => void;
}): ReactElement {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-sm text-ink-muted">
      {isFiltered(filters) ? (
        <>
          <p>No case matches these filters.</p>
          <Button onClick={() => onChange({ sort: filters.sort })}>Clear the filters</Button>
        </>
      ) : (
        <p>This run holds no case yet.</p>
      )}
    </div>
  );
}
