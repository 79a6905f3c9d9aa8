import type { OpenedInvitation } from '@fluxloop/core/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { openedInvitationQuery, signInOptionsQuery } from '../api/people-queries.js';
import { sessionQuery } from '../api/queries.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { useLinkToken } from '../setup/use-link-token.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';
import { AcceptForm } from './accept-form.js';
import { JoinButton } from './join-button.js';

/** Accepts an invitation: with the account that is signed in, or with a new one. */
export function InvitationPage(): ReactElement {
  const token = useLinkToken();
  return (
    <SignedOutLayout title="You are invited" lead="Look at results together.">
      <PageTitle parts={['Invitation']} />
      {token === null ? (
        <Notice tone="warning" title="The token of the link is missing.">
          Open the whole link. It works once, for seven days.
        </Notice>
      ) : (
        <Invitation token={token} />
      )}
    </SignedOutLayout>
  );
}

function Invitation({ token }: { token: string }): ReactElement {
  const { data, error, refetch } = useQuery(openedInvitationQuery(token));
  if (error !== null) return <ProblemNotice error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  return (
    <>
      <p className="text-base wrap-anywhere">
        {data.invited_by} invites <strong className="font-medium">{data.email}</strong> to the
        project <strong className="font-medium">{data.project.name}</strong>, as {data.role}.
      </p>
      <Answer token={token} invitation={data} />
    </>
  );
}

function Answer({
  token,
  invitation,
}: {
  token: string;
  invitation: OpenedInvitation;
}): ReactElement {
  // Fails where nobody is signed in, which is no news here.
  const session = useQuery({ ...sessionQuery, retry: false });
  const options = useQuery(signInOptionsQuery);
  if (session.isPending || options.isPending) return <Skeleton />;
  if (session.data !== undefined) {
    return <JoinButton token={token} email={session.data.user.email} />;
  }
  if (invitation.has_account || options.data?.password === false) {
    return (
      <Notice
        tone="info"
        title={
          invitation.has_account ? 'This address has an account.' : 'Sign in with your company.'
        }
      >
        <p>
          <Link
            to="/login"
            search={{ next: '/invitation' }}
            className="font-medium text-accent-ink underline"
          >
            Sign in
          </Link>{' '}
          to answer. Should the invitation be gone then, open its link again.
        </p>
      </Notice>
    );
  }
  return <AcceptForm token={token} email={invitation.email} />;
}
