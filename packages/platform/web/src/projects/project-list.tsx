import type { Project } from '@fluxloop/core/contract';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import { Moment } from '../components/moment.js';

/** The projects, each a link to its runs. */
export function ProjectList({ projects }: { projects: readonly Project[] }): ReactElement {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      {projects.map(({ id, slug, name, role, created_at }) => (
        <li key={id} className="relative flex items-center gap-4 px-4 py-3.5 hover:bg-hover">
          <span
            aria-hidden="true"
            className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-base font-semibold text-accent-ink uppercase"
          >
            {name.slice(0, 1)}
          </span>
          <div className="min-w-0 grow">
            <Link
              to="/projects/$project/runs"
              params={{ project: slug }}
              className="block truncate text-base font-medium after:absolute after:inset-0"
            >
              {name}
            </Link>
            <p className="truncate font-mono text-xs text-ink-muted">{slug}</p>
          </div>
          <p className="hidden text-sm text-ink-muted sm:block">
            Created <Moment timestamp={created_at} />
          </p>
          <span className="rounded-full border border-line px-2 py-0.5 text-xs text-ink-muted capitalize">
            {role}
          </span>
          <ChevronRight size={16} aria-hidden className="shrink-0 text-ink-faint" />
        </li>
      ))}
    </ul>
  );
}
