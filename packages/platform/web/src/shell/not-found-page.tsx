import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { ProblemError } from '../api/errors.js';
import { PageTitle } from './page-title.js';

/** For an address that leads nowhere, and for what is gone or not for this person to see. */
export function NotFoundPage({ error }: { error?: unknown }): ReactElement {
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <div className="mx-auto flex w-full max-w-lg grow flex-col items-center justify-center gap-3 px-4 py-24 text-center">
      <PageTitle parts={['Not found']} />
      <p className="font-mono text-sm text-ink-faint">404</p>
      <h1 className="text-xl font-semibold tracking-tight">
        {problem?.title ?? 'There is nothing at this address'}
      </h1>
      <p className="text-pretty text-ink-muted">
        {problem?.detail ?? 'It may have been deleted, or the link may be incomplete.'}
      </p>
      {problem?.hint && <p className="text-pretty text-ink-muted">{problem.hint}</p>}
      <Link
        to="/projects"
        className="mt-2 rounded-md border border-line-strong bg-surface px-3 py-1.5 text-sm font-medium shadow-card hover:bg-hover"
      >
        Go to your projects
      </Link>
      {problem?.request_id && (
        <p className="text-xs text-ink-faint">
          Request <code className="font-mono break-all">{problem.request_id}</code>
        </p>
      )}
    </div>
  );
}
