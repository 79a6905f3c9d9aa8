import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { type ScenarioAddress, scenarioVersionsQuery } from '../api/scenario-queries.js';
import { LoadMore } from '../components/load-more.js';
import { Moment } from '../components/moment.js';
import { Panel } from '../components/panel.js';
import { Skeleton } from '../components/skeleton.js';

interface VersionListProps {
  address: ScenarioAddress;
  /** The version that is shown. */
  shown: number;
}

/** Every version of a scenario, newest first, each a link to its text. */
export function VersionList({ address, shown }: VersionListProps): ReactElement {
  const query = useInfiniteQuery(scenarioVersionsQuery(address));
  const versions = query.data?.pages.flatMap((page) => page.versions);
  const { project, name } = address;
  return (
    <Panel title="Versions">
      {versions === undefined && !query.error && <Skeleton rows={3} />}
      <ol className="divide-y divide-line">
        {versions?.map(({ version, created_at, created_by }) => (
          <li key={version} className="relative px-4 py-2.5 hover:bg-hover">
            <Link
              to="/projects/$project/scenarios"
              params={{ project }}
              search={{ name, version }}
              aria-current={version === shown ? 'true' : undefined}
              className="text-sm font-medium after:absolute after:inset-0 aria-[current=true]:text-accent-ink"
            >
              Version {version}
            </Link>
            <p className="text-xs text-ink-muted wrap-anywhere">
              <Moment timestamp={created_at} /> by {created_by}
            </p>
          </li>
        ))}
      </ol>
      <LoadMore {...query} />
    </Panel>
  );
}
