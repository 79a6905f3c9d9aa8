import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ConnectionError, isSignedOut } from './errors.js';

/**
 * The cache of answers. `onSignedOut` is called when an answer says that the session has ended.
 */
export function createQueryClient({ onSignedOut }: { onSignedOut: () => void }): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Only silence is worth asking again; a refusal would be the same the second time.
        retry: (failures, error) => error instanceof ConnectionError && failures < 2,
      },
    },
  });
}
