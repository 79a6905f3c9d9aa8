import type { CaseSummary } from '@fluxloop/core/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { RunAddress } from '../api/queries.js';
import { VerdictBadge } from '../components/verdict-badge.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatScore } from '../format/number.js';
import { RedactedText } from '../redactions/redacted-text.js';
import type { CaseFilters } from '../routing/case-filters.js';

const CELL = 'px-4 py-2.5 align-middle max-md:p-0';

interface CaseRowProps {
  address: RunAddress;
  summary: CaseSummary;
  filters: CaseFilters;
}

/** A case of the list; a click anywhere on it opens its transcript. */
export function CaseRow({ address, summary, filters }: CaseRowProps): ReactElement {
  const { case_id, iteration, name, scenario, verdict, turns, score, latency_ms } = summary;
  return (
    <tr className="relative hover:bg-hover max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1.5 max-md:px-4 max-md:py-3">
      <td className={CELL}>
        <VerdictBadge verdict={verdict} />
      </td>
      <th
        scope="row"
        className={`${CELL} min-w-0 text-left font-normal max-md:order-first max-md:w-full`}
      >
        <Link
          to="/projects/$project/runs/$run_id/cases/$case_id/$iteration"
          params={{
            project: address.project,
            run_id: address.run_id,
            case_id,
            iteration: String(iteration),
          }}
          search={filters}
          className="line-clamp-2 text-sm break-words after:absolute after:inset-0"
        >
          <RedactedText text={name} />
          {iteration > 0 && <span className="ml-1.5 text-ink-muted">#{iteration + 1}</span>}
        </Link>
      </th>
      <td className={`${CELL} truncate text-sm text-ink-muted max-md:min-w-0`}>{scenario}</td>
      <Figure label="turns" className="max-md:hidden">
        {formatCount(turns)}
      </Figure>
      <Figure label="score">{formatScore(score)}</Figure>
      <Figure label="">{formatDuration(latency_ms)}</Figure>
    </tr>
  );
}

/** A number of a row, with its word where the column's heading is not seen. */
function Figure({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}): ReactElement {
  return (
    <td
      className={`${CELL} text-right text-sm whitespace-nowrap text-ink-muted tabular-nums ${className}`}
    >
      {label && <span className="md:hidden">{label} </span>}
      {children}
    </td>
  );
}
