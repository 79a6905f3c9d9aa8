import type { CaseSummary } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import type { RunAddress } from '../api/queries.js';
import type { CaseFilters } from '../routing/case-filters.js';
import { CaseRow } from './case-row.js';

const HEADING = 'px-4 py-2 font-medium';

interface CaseListProps {
  address: RunAddress;
  cases: readonly CaseSummary[];
  /** Go along to the case's page, so that the way back leads to the same list. */
  filters: CaseFilters;
}

/** Cases as a table; on a narrow screen each row becomes a card of its own. */
export function CaseList({ address, cases, filters }: CaseListProps): ReactElement {
  return (
    <table className="w-full table-fixed max-md:block">
      <caption className="sr-only">Cases of the run</caption>
      <thead className="border-b border-line text-left text-xs text-ink-muted max-md:sr-only">
        <tr>
          <th scope="col" className={`${HEADING} w-30`}>
            Verdict
          </th>
          <th scope="col" className={HEADING}>
            Case
          </th>
          <th scope="col" className={`${HEADING} w-40`}>
            Scenario
          </th>
          <th scope="col" className={`${HEADING} w-20 text-right`}>
            Turns
          </th>
          <th scope="col" className={`${HEADING} w-20 text-right`}>
            Score
          </th>
          <th scope="col" className={`${HEADING} w-26 text-right`}>
            Latency
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line max-md:block">
        {cases.map((one) => (
          <CaseRow
            key={`${one.case_id}/${one.iteration}`}
            address={address}
            summary={one}
            filters={filters}
          />
        ))}
      </tbody>
    </table>
  );
}
