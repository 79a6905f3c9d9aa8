import type { AuthorizationRequest } from '@fluxloop/core/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { authorizationRequestQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { CommandLine } from '../components/command-line.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';
import { AskingFacts, Fact } from './asking-facts.js';
import { type Decision, DecisionButtons } from './decision-buttons.js';
import { SignedInAs } from './signed-in-as.js';

const route = getRouteApi('/signed-in-card/authorize');

/** Asks a person whether a program that opened their browser may act for them. */
export function ConsentPage(): ReactElement {
  const { request: id } = route.useSearch();
  return id === undefined ? <NoRequest /> : <Consent id={id} />;
}

function NoRequest(): ReactElement {
  return (
    <SignedOutLayout title="Sign in a program" lead="A program begins this, and opens the browser.">
      <PageTitle parts={['Let a program in']} />
      <Notice tone="warning" title="The address of this page is not whole.">
        <p>Open the whole address that the terminal shows, or begin again:</p>
        <CommandLine command="fluxloop auth login" />
      </Notice>
    </SignedOutLayout>
  );
}

function Consent({ id }: { id: string }): ReactElement {
  const { data: asking, error } = useQuery(authorizationRequestQuery(id));
  return (
    <SignedOutLayout
      title={asking === undefined ? 'Sign in a program' : `Let the ${asking.client.name} in?`}
      lead="A program on your computer asks to use FluxLoop in your name."
    >
      <PageTitle parts={['Let a program in']} />
      {error !== null ? (
        <>
          <ProblemNotice error={error} />
          <CommandLine command="fluxloop auth login" />
        </>
      ) : asking === undefined ? (
        <Skeleton rows={4} />
      ) : asking.failure === null ? (
        <Question asking={asking} />
      ) : (
        <Failure description={asking.failure.error_description} to={asking.failure.redirect_to} />
      )}
    </SignedOutLayout>
  );
}

function Question({ asking }: { asking: AuthorizationRequest }): ReactElement {
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      request('decideAuthorizationRequest', { params: { id: asking.id }, body: { decision } }),
    onSuccess: ({ redirect_to }) => window.location.assign(redirect_to),
  });
  if (decide.isSuccess) return <Leaving to={decide.data.redirect_to} />;
  return (
    <>
      <AskingFacts asking={asking}>
        <Fact name="Goes back to">
          <span className="font-mono text-xs">{asking.redirect_host}</span>{' '}
          <span className="text-ink-muted">— this computer</span>
        </Fact>
      </AskingFacts>
      <SignedInAs />
      {decide.isError && <ProblemNotice error={decide.error} />}
      <DecisionButtons
        deciding={decide.isPending ? decide.variables : undefined}
        onDecide={decide.mutate}
      />
      <p className="text-xs text-ink-muted">
        Approve only if you have just begun a sign-in yourself, in a terminal on this computer.
      </p>
    </>
  );
}

/** A request that the program made wrongly: it is told so, and the person need not decide. */
function Failure({ description, to }: { description: string; to: string }): ReactElement {
  useEffect(() => window.location.assign(to), [to]);
  return (
    <Notice tone="danger" title="The program asked in a way that cannot be answered." role="alert">
      <p>{description}</p>
      <BackLink to={to} />
    </Notice>
  );
}

function Leaving({ to }: { to: string }): ReactElement {
  return (
    <Notice tone="info" title="Going back to the program…" role="status">
      <BackLink to={to} />
    </Notice>
  );
}

function BackLink({ to }: { to: string }): ReactElement {
  return (
    <p>
      Nothing happens?{' '}
      <a href={to} className="font-medium text-accent-ink underline">
        Go back to the program
      </a>
    </p>
  );
}
