import { Link, useParams } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

/** Where the page is: the projects, one of them, one of its runs. */
export function Breadcrumbs(): ReactElement {
  const { project, run_id } = useParams({ strict: false });
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0 grow">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        <Crumb className={run_id === undefined ? 'shrink-0' : 'shrink-0 max-sm:hidden'}>
          <Link to="/projects" activeOptions={{ exact: true }} className={CRUMB_LINK}>
            Projects
          </Link>
        </Crumb>
        {project !== undefined && (
          <Crumb separator={run_id === undefined ? 'always' : 'wide'}>
            <Link
              to="/projects/$project/runs"
              params={{ project }}
              activeOptions={{ exact: true }}
              className={CRUMB_LINK}
            >
              {project}
            </Link>
          </Crumb>
        )}
        {project !== undefined && run_id !== undefined && (
          <Crumb separator="always">
            <Link
              to="/projects/$project/runs/$run_id"
              params={{ project, run_id }}
              activeOptions={{ exact: true, includeSearch: false }}
              className={`${CRUMB_LINK} font-mono text-xs`}
            >
              {run_id}
            </Link>
          </Crumb>
        )}
      </ol>
    </nav>
  );
}

const CRUMB_LINK =
  'block truncate rounded px-1.5 py-1 text-ink-muted hover:bg-sunken hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink';

function Crumb({
  separator,
  className = '',
  children,
}: {
  /** Where the crumb before is shown: always, or only on wide screens. */
  separator?: 'always' | 'wide';
  className?: string;
  children: ReactNode;
}): ReactElement {
  return (
    <li className={`flex min-w-0 items-center gap-1 ${className}`}>
      {separator && (
        <ChevronRight
          size={13}
          aria-hidden
          className={`shrink-0 text-ink-faint ${separator === 'wide' ? 'max-sm:hidden' : ''}`}
        />
      )}
      {children}
    </li>
  );
}
