import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

const TAB =
  'rounded-md px-2.5 py-1 text-sm text-ink-muted hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-card';

/** The way between a project's runs and its scenarios. */
export function ProjectTabs({ project }: { project: string }): ReactElement {
  return (
    <nav aria-label="Project" className="flex gap-1 rounded-lg border border-line bg-sunken p-0.5">
      <Link to="/projects/$project/runs" params={{ project }} className={TAB}>
        Runs
      </Link>
      <Link to="/projects/$project/scenarios" params={{ project }} className={TAB}>
        Scenarios
      </Link>
    </nav>
  );
}
