import type { DeviceAuthorization } from '@fluxloop/core/contract';
import { useMutation } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Notice } from '../components/notice.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { AskingFacts } from '../consent/asking-facts.js';
import { type Decision, DecisionButtons } from '../consent/decision-buttons.js';
import { SignedInAs } from '../consent/signed-in-as.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';
import { isWholeDeviceCode, takeDeviceCode, writeDeviceCode } from './device-code.js';
import { useFocusOnMount } from './use-focus-on-mount.js';

/** Signs in a program that has no browser: its code is typed or compared, and then decided about. */
export function DevicePage(): ReactElement {
  const [device, setDevice] = useState<DeviceAuthorization | null>(null);
  const [decision, setDecision] = useState<Decision | null>(null);
  const title = device === null ? 'Sign in a device' : `Let the ${device.client.name} in?`;
  return (
    <SignedOutLayout
      title={decision === null ? title : decision === 'approve' ? 'All set' : 'Turned away'}
      lead={
        device === null
          ? 'A program without a browser asks for a code. It is shown in the terminal.'
          : 'A program asks to use FluxLoop in your name.'
      }
    >
      <PageTitle parts={['Sign in a device']} />
      {decision !== null ? (
        <Outcome decision={decision} />
      ) : device === null ? (
        <CodeForm onFound={setDevice} />
      ) : (
        <Question device={device} onDecided={setDecision} />
      )}
    </SignedOutLayout>
  );
}

function CodeForm({ onFound }: { onFound: (device: DeviceAuthorization) => void }): ReactElement {
  const [code, setCode] = useCode();
  const lookUp = useMutation({
    mutationFn: (user_code: string) => request('lookUpDevice', { body: { user_code } }),
    onSuccess: onFound,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWholeDeviceCode(code) && !lookUp.isPending) lookUp.mutate(code);
      }}
    >
      <TextField
        label="Code"
        name="code"
        value={code}
        onChange={(event) => setCode(writeDeviceCode(event.target.value))}
        placeholder="BCDF-GHJK"
        hint="Eight letters. Type it, or compare it, letter by letter."
        required
        pattern="[A-Z0-9]{4}-[A-Z0-9]{4}"
        title="Eight letters, as the terminal shows them"
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
      />
      {lookUp.isError && <ProblemNotice error={lookUp.error} />}
      <SignedInAs />
      <Button look="primary" type="submit" busy={lookUp.isPending} className="h-9">
        Continue
      </Button>
    </form>
  );
}

/** The code of the link that led here, or of one that is pasted into the open page. */
function useCode(): [string, (code: string) => void] {
  const { deviceCode } = useRouteContext({ from: '__root__' });
  const [code, setCode] = useState(deviceCode ?? '');
  useEffect(() => {
    const take = () => setCode((typed) => takeDeviceCode(window) ?? typed);
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return [code, setCode];
}

interface QuestionProps {
  device: DeviceAuthorization;
  onDecided: (decision: Decision) => void;
}

function Question({ device, onDecided }: QuestionProps): ReactElement {
  const compared = useFocusOnMount<HTMLDivElement>();
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      request('decideDevice', { body: { user_code: device.user_code, decision } }),
    onSuccess: (answer) => onDecided(answer.decision),
  });
  return (
    <>
      <div
        ref={compared}
        tabIndex={-1}
        className="flex flex-col gap-1.5 rounded-lg bg-sunken px-4 py-3 text-center"
      >
        <p className="text-sm text-ink-muted">Does your terminal show this code?</p>
        <p className="font-mono text-2xl font-semibold tracking-widest">{device.user_code}</p>
      </div>
      <AskingFacts asking={device} />
      <SignedInAs />
      {decide.isError && <ProblemNotice error={decide.error} />}
      <DecisionButtons
        deciding={decide.isPending ? decide.variables : undefined}
        onDecide={decide.mutate}
      />
      <p className="text-xs text-ink-muted">
        Approve only if you began this yourself. Nobody from FluxLoop or your team will send you a
        code.
      </p>
    </>
  );
}

function Outcome({ decision }: { decision: Decision }): ReactElement {
  const told = useFocusOnMount<HTMLDivElement>();
  return (
    <div ref={told} tabIndex={-1}>
      {decision === 'approve' ? (
        <Notice tone="success" title="The program is signed in." role="status">
          Go back to the terminal; it goes on by itself within a few seconds. You can close this
          page.
        </Notice>
      ) : (
        <Notice tone="info" title="The program was not let in." role="status">
          Nothing was given to it. You can close this page.
        </Notice>
      )}
    </div>
  );
}
