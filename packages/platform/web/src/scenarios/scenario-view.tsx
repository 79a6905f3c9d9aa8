import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isNotFound } from '../api/errors.js';
import { type ScenarioAddress, scenarioQuery } from '../api/scenario-queries.js';
import { Moment } from '../components/moment.js';
import { Dot, PageHeading } from '../components/page-heading.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { SanitizedBadge } from '../components/sanitized-badge.js';
import { Skeleton } from '../components/skeleton.js';
import { RedactedText } from '../redactions/redacted-text.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { PageTitle } from '../shell/page-title.js';
import { VersionList } from './version-list.js';

/** One scenario: its text in one version, to be read, and all of its versions. */
export function ScenarioView({ address }: { address: ScenarioAddress }): ReactElement {
  const { data: scenario, error, refetch } = useQuery(scenarioQuery(address));
  const { project, name } = address;
  if (isNotFound(error)) return <NotFoundPage error={error} />;
  if (scenario === undefined) {
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton rows={10} />
    );
  }
  return (
    <>
      <PageTitle parts={[name, project]} />
      <PageHeading
        title={<span className="wrap-anywhere">{name}</span>}
        badges={<SanitizedBadge sanitized={scenario.sanitized} />}
        facts={
          <>
            <Link
              to="/projects/$project/scenarios"
              params={{ project }}
              className="text-accent-ink underline underline-offset-2"
            >
              All scenarios
            </Link>
            <Dot />
            <span>Version {scenario.version}</span>
            <Dot />
            <span className="min-w-0 wrap-anywhere">
              <Moment timestamp={scenario.created_at} /> by {scenario.created_by}
            </span>
          </>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_16rem]">
        <Panel title="Text">
          <pre className="p-4 font-mono text-sm leading-relaxed break-words whitespace-pre-wrap">
            <RedactedText text={scenario.text} />
          </pre>
        </Panel>
        <VersionList address={address} shown={scenario.version} />
      </div>
    </>
  );
}
