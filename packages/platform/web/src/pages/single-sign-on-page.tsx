import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { signInOptionsQuery, singleSignOnLinkQuery } from '../api/people-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Moment } from '../components/moment.js';
import { Notice } from '../components/notice.js';
import { PageHeading } from '../components/page-heading.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { Confirmed } from '../security/confirmed.js';
import { PageTitle } from '../shell/page-title.js';
import { SingleSignOnNotice } from '../single-sign-on/single-sign-on-notice.js';

const route = getRouteApi('/signed-in/settings/single-sign-on');

/** Links the person's account with the one of the identity provider. */
export function SingleSignOnPage(): ReactElement {
  const { reason } = route.useSearch();
  const options = useQuery(signInOptionsQuery);
  const error = options.error;
  const name = options.data?.single_sign_on?.name;
  return (
    <>
      <PageTitle parts={['Single sign-on']} />
      <PageHeading
        title="Single sign-on"
        facts="Sign in with the account that you have with your identity provider."
      />
      {reason !== undefined && <SingleSignOnNotice reason={reason} />}
      {options.isPending && <Skeleton />}
      {error && <ProblemNotice error={error} retry={() => void options.refetch()} />}
      {options.data?.single_sign_on === null && (
        <Notice tone="info" title="This platform has no single sign-on.">
          <Link to="/settings/security" className="underline">
            See how you sign in
          </Link>
        </Notice>
      )}
      {name !== undefined && <LinkPanel name={name} />}
    </>
  );
}

function LinkPanel({ name }: { name: string }): ReactElement {
  const { data, error, refetch } = useQuery(singleSignOnLinkQuery);
  const link = useMutation({
    mutationFn: () => request('linkSingleSignOn'),
    onSuccess: ({ redirect_to }) => window.location.assign(redirect_to),
  });
  return (
    <Panel title={name}>
      <div className="flex flex-col gap-4 p-4 text-sm">
        {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
        {data?.link === null && (
          <>
            <p>Your account is not linked yet. Linking sends you to {name} and back.</p>
            <Confirmed>
              <Button
                look="primary"
                busy={link.isPending || link.isSuccess}
                onClick={() => link.mutate()}
                className="self-start"
              >
                Link with {name}
              </Button>
            </Confirmed>
          </>
        )}
        {data?.link && (
          <p className="wrap-anywhere">
            Linked with {data.link.email}, <Moment timestamp={data.link.linked_at} />. You can sign
            in with {name} from now on.
          </p>
        )}
        {link.isError && <ProblemNotice error={link.error} />}
      </div>
    </Panel>
  );
}
