import type { ScenarioSummary } from '@fluxloop/core/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Moment } from '../components/moment.js';
import { SanitizedBadge } from '../components/sanitized-badge.js';

/** The scenarios of a project, each a link to its text. */
export function ScenarioList({
  scenarios,
}: {
  scenarios: readonly ScenarioSummary[];
}): ReactElement {
  return (
    <ul
      aria-label="Scenarios by name"
      className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card"
    >
      {scenarios.map(({ name, project, version, sanitized, created_at, created_by }) => (
        <li
          key={name}
          className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 hover:bg-hover"
        >
          <div className="min-w-0 grow basis-56">
            <Link
              to="/projects/$project/scenarios"
              params={{ project }}
              search={{ name }}
              className="block text-base font-medium wrap-anywhere after:absolute after:inset-0"
            >
              {name}
            </Link>
            <p className="text-xs text-ink-muted wrap-anywhere">
              Version {version}, <Moment timestamp={created_at} /> by {created_by}
            </p>
          </div>
          <SanitizedBadge sanitized={sanitized} />
        </li>
      ))}
    </ul>
  );
}
