import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { type CaseAddress, casesQuery } from '../api/queries.js';
import type { CaseFilters } from '../routing/case-filters.js';
import { findNeighbours, type Neighbour } from './find-neighbours.js';

interface CaseNeighboursProps {
  address: CaseAddress;
  filters: CaseFilters;
}

/** The way to the case before and the case after, in the list that led here. */
export function CaseNeighbours({ address, filters }: CaseNeighboursProps): ReactElement | null {
  const { data } = useInfiniteQuery(casesQuery(address, filters));
  const cases = data?.pages.flatMap((page) => page.cases) ?? [];
  const found = findNeighbours(cases, address);
  if (found === null) return null;
  const step = (to: Neighbour | undefined, label: string, icon: ReactNode) =>
    to === undefined ? (
      <span aria-hidden="true" className={`${STEP} text-ink-faint opacity-50`}>
        {icon}
      </span>
    ) : (
      <Link
        to="/projects/$project/runs/$run_id/cases/$case_id/$iteration"
        params={{
          project: address.project,
          run_id: address.run_id,
          case_id: to.case_id,
          iteration: String(to.iteration),
        }}
        search={filters}
        aria-label={label}
        title={label}
        className={`${STEP} text-ink hover:bg-hover`}
      >
        {icon}
      </Link>
    );
  return (
    <nav aria-label="Cases of the list" className="flex items-center gap-2">
      <span className="text-xs text-ink-muted tabular-nums">
        {found.position} of {data?.pages.at(-1)?.total}
      </span>
      <span className="inline-flex divide-x divide-line-strong overflow-hidden rounded-md border border-line-strong bg-surface shadow-card">
        {step(found.previous, 'Previous case', <ChevronUp size={16} aria-hidden />)}
        {step(found.next, 'Next case', <ChevronDown size={16} aria-hidden />)}
      </span>
    </nav>
  );
}

const STEP = 'flex size-8 items-center justify-center -outline-offset-2';
