import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import type { ReactElement } from 'react';
import { apiKeysQuery } from '../api/queries.js';
import { EmptyState } from '../components/empty-state.js';
import { PageHeading } from '../components/page-heading.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { ApiKeyList } from '../keys/api-key-list.js';
import { CreateApiKey } from '../keys/create-api-key.js';
import { PageTitle } from '../shell/page-title.js';

/** The person's API keys, and those of the service accounts that they manage. */
export function ApiKeysPage(): ReactElement {
  const { data, error, isPending, refetch } = useQuery(apiKeysQuery);
  const isEmpty = data?.api_keys.length === 0;
  return (
    <>
      <PageTitle parts={['API keys']} />
      <PageHeading
        title="API keys"
        facts="What the command line and CI sign in with."
        // Always in the same place: the list is not empty any more while the first key is shown.
        actions={<CreateApiKey look={isEmpty ? 'primary' : 'secondary'} />}
      />
      {isPending && <Skeleton />}
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {isEmpty && (
        <div className="rounded-xl border border-line bg-surface shadow-card">
          <EmptyState Icon={KeyRound} title="No API key yet">
            <p>Make one for each machine, so that each can be revoked alone.</p>
          </EmptyState>
        </div>
      )}
      {data && !isEmpty && <ApiKeyList keys={data.api_keys} />}
    </>
  );
}
