import type { ReactElement } from 'react';
import { Button } from './button.js';
import { ProblemNotice } from './problem-notice.js';

interface LoadMoreProps {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  /** Why the page after could not be had. */
  error: Error | null;
}

/** The way on at the end of a list that comes in pages. Takes what an infinite query gives. */
export function LoadMore({
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
  error,
}: LoadMoreProps): ReactElement | null {
  if (error) return <ProblemNotice error={error} retry={() => void fetchNextPage()} />;
  if (!hasNextPage) return null;
  return (
    <div className="flex justify-center">
      <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Show more
      </Button>
    </div>
  );
}
