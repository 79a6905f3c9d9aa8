import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactElement } from 'react';
import { isNotFound } from '../api/errors.js';
import { caseQuery } from '../api/queries.js';
import { CaseNeighbours } from '../cases/case-neighbours.js';
import { Notice } from '../components/notice.js';
import { Dot, PageHeading } from '../components/page-heading.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { VerdictBadge } from '../components/verdict-badge.js';
import { formatCounted } from '../format/number.js';
import { RedactedText } from '../redactions/redacted-text.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { PageTitle } from '../shell/page-title.js';
import { CaseFacts } from '../transcript/case-facts.js';
import { CriteriaList } from '../transcript/criteria-list.js';
import { Transcript } from '../transcript/transcript.js';

const route = getRouteApi('/signed-in/projects/$project/runs/$run_id/cases/$case_id/$iteration');

/** One case: what was said, and what each criterion says of it. */
export function CasePage(): ReactElement {
  const address = route.useParams();
  const filters = route.useSearch();
  const { data: row, error, refetch } = useQuery(caseQuery(address));
  if (isNotFound(error)) return <NotFoundPage error={error} />;
  const turns = row?.messages.filter((message) => message.role === 'user').length ?? 0;
  const passed = row?.criteria.filter((criterion) => criterion.verdict === 'pass').length ?? 0;
  return (
    <>
      <div className="-mb-2 flex min-h-8 items-center justify-between gap-3">
        <Link
          to="/projects/$project/runs/$run_id"
          params={address}
          search={filters}
          hash="cases"
          className="inline-flex items-center gap-1.5 rounded text-sm text-ink-muted hover:text-ink"
        >
          <ArrowLeft size={15} aria-hidden />
          All cases
        </Link>
        <CaseNeighbours address={address} filters={filters} />
      </div>
      {error && !row && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!error && !row && <Skeleton rows={10} />}
      {row && (
        <>
          <PageTitle parts={[row.name, address.run_id, address.project]} />
          <PageHeading
            title={<RedactedText text={row.name} />}
            facts={
              <>
                <VerdictBadge verdict={row.verdict} />
                <span className="min-w-0 wrap-anywhere">{row.scenario}</span>
                <Dot />
                <span>{formatCounted(turns, 'turn')}</span>
                <Dot />
                <span>
                  {passed} of {formatCounted(row.criteria.length, 'criterion', 'criteria')} passed
                </span>
              </>
            }
          />
          {row.error && (
            <Notice tone="danger" title={<RedactedText text={row.error.message} />}>
              <p className="font-mono text-xs">{row.error.code}</p>
            </Notice>
          )}
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <Panel title="Transcript">
              <Transcript row={row} />
            </Panel>
            <div className="flex min-w-0 flex-col gap-5">
              <Panel title="Criteria">
                <CriteriaList criteria={row.criteria} turns={turns} />
              </Panel>
              <Panel title="Details">
                <CaseFacts row={row} />
              </Panel>
            </div>
          </div>
        </>
      )}
    </>
  );
}
