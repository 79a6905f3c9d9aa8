import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isNotFound } from '../api/errors.js';
import { runQuery } from '../api/queries.js';
import { CaseSection } from '../cases/case-section.js';
import { RunCharts } from '../charts/run-charts.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { RedactionSummary } from '../redactions/redaction-summary.js';
import { RunHeading } from '../runs/run-heading.js';
import { RunTotals } from '../runs/run-totals.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { PageTitle } from '../shell/page-title.js';

const route = getRouteApi('/signed-in/projects/$project/runs/$run_id');

/** One run: what it came to, how it is spread, and its cases. */
export function RunPage(): ReactElement {
  const address = route.useParams();
  const { data: run, error, refetch } = useQuery(runQuery(address));
  if (isNotFound(error)) return <NotFoundPage error={error} />;
  if (run === undefined) {
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton rows={10} />
    );
  }
  return (
    <>
      <PageTitle parts={[run.run_id, run.project]} />
      <RunHeading run={run} />
      <RunTotals totals={run.totals} />
      <RedactionSummary counts={run.totals.redactions} sanitized={run.sanitized} />
      {run.totals.cases > 0 && <RunCharts address={address} totals={run.totals} />}
      <CaseSection run={run} />
    </>
  );
}
