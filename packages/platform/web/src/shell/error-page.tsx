import { useRouter } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isNotFound } from '../api/errors.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { NotFoundPage } from './not-found-page.js';

/** What stands where a page could not be shown. */
export function ErrorPage({ error }: { error: unknown }): ReactElement {
  const router = useRouter();
  if (isNotFound(error)) return <NotFoundPage error={error} />;
  return (
    <div className="mx-auto w-full max-w-2xl p-4 sm:py-12">
      <h1 className="sr-only">Something went wrong</h1>
      <ProblemNotice error={error} retry={() => void router.invalidate()} />
    </div>
  );
}
