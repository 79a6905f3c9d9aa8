import type { Account } from '@fluxloop/core/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { accountQuery } from '../api/account-queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { Panel } from '../components/panel.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { formatDate } from '../format/moment.js';
import { useFocusAfterChange } from '../keys/use-focus-after-change.js';
import { Confirmed } from './confirmed.js';
import { RecoveryCodeList } from './recovery-code-list.js';
import { SetUpTotp } from './set-up-totp.js';

/** The authenticator app and its recovery codes. */
export function SecondFactorPanel({ account }: { account: Account }): ReactElement {
  const { second_factor: factor } = account;
  const [closings, setClosings] = useState(0);
  // A window that shows the recovery codes stays, though the account has changed meanwhile.
  const [settingUp, setSettingUp] = useState(false);
  const panel = useFocusAfterChange<HTMLDivElement>(`${factor === null} ${closings}`);
  return (
    <Panel title="Second factor">
      <div ref={panel} tabIndex={-1} className="flex flex-col gap-3 p-4 outline-none">
        <p className="text-sm text-ink-muted">
          {factor === null
            ? 'Off: whoever knows your password can sign in. An authenticator app on your phone asks for a code as well.'
            : `On since ${formatDate(factor.since)}: your password asks for a code of your authenticator app as well.`}
        </p>
        {factor !== null && (
          <p
            className={`text-sm ${factor.recovery_codes_left < 3 ? 'text-error-ink' : 'text-ink-muted'}`}
          >
            {recoveryCodesLeft(factor.recovery_codes_left)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {(factor === null || settingUp) && (
            <Dialog
              trigger={<Button look="primary">Set up an authenticator app</Button>}
              title="Set up an authenticator app"
              description="Scan the code with the app, and type the digits that it shows."
              guarded
              onOpenChange={(open) => {
                setSettingUp(open);
                if (!open) setClosings(closings + 1);
              }}
            >
              <Confirmed>
                <SetUpTotp />
              </Confirmed>
            </Dialog>
          )}
          {factor !== null && !settingUp && (
            <>
              <NewRecoveryCodes />
              <TurnOff />
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}

function recoveryCodesLeft(count: number): string {
  if (count === 0) return 'No recovery code is left. Make new ones before you need them.';
  return `${count} recovery ${count === 1 ? 'code is' : 'codes are'} left.`;
}

function NewRecoveryCodes(): ReactElement {
  return (
    <Dialog
      trigger={<Button>New recovery codes</Button>}
      title="New recovery codes"
      description="They take the place of the old ones, which are good no more."
      guarded
    >
      <Confirmed>
        <RenewForm />
      </Confirmed>
    </Dialog>
  );
}

function RenewForm(): ReactElement {
  const queryClient = useQueryClient();
  const renew = useMutation({
    mutationFn: () => request('renewRecoveryCodes'),
    gcTime: 0,
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true }),
  });
  if (renew.isSuccess) return <RecoveryCodeList codes={renew.data.recovery_codes} />;
  return (
    <>
      {renew.isError && <ProblemNotice error={renew.error} />}
      <Button
        look="primary"
        busy={renew.isPending}
        onClick={() => renew.mutate()}
        className="self-end"
      >
        Make new codes
      </Button>
    </>
  );
}

function TurnOff(): ReactElement {
  const queryClient = useQueryClient();
  const turnOff = useMutation({
    mutationFn: () => request('removeTotp'),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: accountQuery.queryKey, exact: true }),
  });
  return (
    <Dialog
      trigger={<Button look="quiet">Turn off</Button>}
      title="Turn the second factor off?"
      description="Your password alone signs you in then. The recovery codes end too."
    >
      <Confirmed>
        {turnOff.isError && <ProblemNotice error={turnOff.error} />}
        <Button
          look="danger"
          busy={turnOff.isPending}
          onClick={() => turnOff.mutate()}
          className="self-end"
        >
          Turn it off
        </Button>
      </Confirmed>
    </Dialog>
  );
}
