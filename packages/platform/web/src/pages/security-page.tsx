import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { accountQuery } from '../api/account-queries.js';
import { PageHeading } from '../components/page-heading.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { PasskeyPanel } from '../security/passkey-panel.js';
import { PasswordPanel } from '../security/password-panel.js';
import { SecondFactorPanel } from '../security/second-factor-panel.js';
import { SessionPanel } from '../security/session-panel.js';
import { PageTitle } from '../shell/page-title.js';

/** How the person signs in, and where they are. */
export function SecurityPage(): ReactElement {
  const { data: account, error, refetch } = useQuery(accountQuery);
  return (
    <>
      <PageTitle parts={['Security']} />
      <PageHeading title="Security" facts="How you sign in, and where you are." />
      {account === undefined && error === null && <Skeleton />}
      {account === undefined && error !== null && (
        <ProblemNotice error={error} retry={() => void refetch()} />
      )}
      {account !== undefined && (
        <>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-5">
              {account.has_password && <PasswordPanel email={account.user.email} />}
              <SecondFactorPanel account={account} />
            </div>
            <PasskeyPanel account={account} />
          </div>
          <SessionPanel />
        </>
      )}
    </>
  );
}
