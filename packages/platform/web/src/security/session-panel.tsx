import type { OpenSession } from '@fluxloop/core/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, SquareTerminal } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { openSessionsQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { Moment } from '../components/moment.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { formatDate } from '../format/moment.js';
import { describeBrowser } from '../format/user-agent.js';
import { useFocusAfterChange } from '../keys/use-focus-after-change.js';

/** Where the person is signed in, and the way out of each. */
export function SessionPanel(): ReactElement {
  const { data, error, refetch } = useQuery(openSessionsQuery);
  const count = data?.sessions.length ?? 0;
  const panel = useFocusAfterChange<HTMLDivElement>(String(count));
  return (
    <Panel title="Where you are signed in" aside={count > 1 && <EndOthers count={count - 1} />}>
      <div ref={panel} tabIndex={-1} className="outline-none">
        {data === undefined && error === null && <Skeleton rows={3} />}
        {data === undefined && error !== null && (
          <div className="p-4">
            <ProblemNotice error={error} retry={() => void refetch()} />
          </div>
        )}
        {data !== undefined && (
          <ul aria-label="Sessions" className="divide-y divide-line">
            {data.sessions.map((session) => (
              <SessionItem key={session.id} session={session} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function nameOf({ client, user_agent }: OpenSession): string {
  return client?.name ?? describeBrowser(user_agent);
}

function SessionItem({ session }: { session: OpenSession }): ReactElement {
  const { kind, scope, address, user_agent, current } = session;
  const Icon = kind === 'browser' ? Laptop : SquareTerminal;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon size={18} aria-hidden className="mt-0.5 shrink-0 text-ink-faint" />
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <h3 className="flex flex-wrap items-center gap-2 text-sm font-medium wrap-anywhere">
          {nameOf(session)}
          {current && (
            <span className="rounded-full bg-pass-soft px-2 py-0.5 text-xs font-medium text-pass-ink">
              This browser
            </span>
          )}
        </h3>
        <p className="text-xs text-ink-muted wrap-anywhere">
          Last used <Moment timestamp={session.last_used_at} />
          {address !== '' && `, signed in from ${address}`} on {formatDate(session.created_at)}
        </p>
        {scope !== null && (
          <p className="text-xs text-ink-muted wrap-anywhere">
            Scope {scope}
            {user_agent !== '' && ` · begun in ${describeBrowser(user_agent)}`}
          </p>
        )}
      </div>
      {!current && <EndSession session={session} />}
    </li>
  );
}

function EndSession({ session }: { session: OpenSession }): ReactElement {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const end = useMutation({
    mutationFn: () => request('endSession', { params: { id: session.id } }),
    // Also when it was over already: the list then shows that.
    onSettled: () => queryClient.invalidateQueries({ queryKey: openSessionsQuery.queryKey }),
  });
  const name = nameOf(session);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="quiet" aria-label={`Sign out ${name}`} className="-mt-1 -mr-3">
          Sign out
        </Button>
      }
      title={`Sign out “${name}”?`}
      description="It is refused from the next request on."
    >
      {end.isError && <ProblemNotice error={end.error} />}
      <Button look="danger" busy={end.isPending} onClick={() => end.mutate()} className="self-end">
        Sign it out
      </Button>
    </Dialog>
  );
}

function EndOthers({ count }: { count: number }): ReactElement {
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: () => request('endOtherSessions'),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: openSessionsQuery.queryKey }),
  });
  return (
    <Dialog
      trigger={<Button>Sign out everywhere else</Button>}
      title="Sign out everywhere else?"
      description={`${count} other ${count === 1 ? 'sign-in ends' : 'sign-ins end'} at once: browsers and logins of the command line. API keys stay.`}
    >
      {end.isError && <ProblemNotice error={end.error} />}
      <Button look="danger" busy={end.isPending} onClick={() => end.mutate()} className="self-end">
        Sign them out
      </Button>
    </Dialog>
  );
}
