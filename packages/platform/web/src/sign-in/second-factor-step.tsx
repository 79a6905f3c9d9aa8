import type { SecondFactorNeeded } from '@fluxloop/core/contract';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { useFocusOnMount } from '../device/use-focus-on-mount.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { useSignedIn } from './use-signed-in.js';

interface SecondFactorStepProps {
  needed: SecondFactorNeeded['second_factor'];
  /** Back to the e-mail address and the password. */
  onBack: () => void;
}

/** The second step of a sign-in: a code of the app, a recovery code, or a passkey. */
export function SecondFactorStep({ needed, onBack }: SecondFactorStepProps): ReactElement {
  const { ticket, methods } = needed;
  const [kind, setKind] = useState<'totp' | 'recovery_code'>('totp');
  const signedIn = useSignedIn();
  const complete = useMutation({
    mutationFn: (code: string) => request('completeSignIn', { body: { ticket, code } }),
    onSuccess: signedIn,
  });
  const choose = (chosen: typeof kind) => {
    complete.reset();
    setKind(chosen);
  };
  return (
    <>
      <form
        key={kind}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete.isPending) return;
          complete.mutate(String(new FormData(event.currentTarget).get('code')));
        }}
      >
        {kind === 'totp' ? <AppCodeField /> : <RecoveryCodeField />}
        {complete.isError && <ProblemNotice error={complete.error} />}
        <Button look="primary" type="submit" busy={complete.isPending} className="h-9">
          Continue
        </Button>
      </form>
      {methods.includes('passkey') && <PasskeySignIn ticket={ticket} />}
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-2 text-sm">
        {kind === 'recovery_code' ? (
          <TextButton onClick={() => choose('totp')}>Use the code of the app</TextButton>
        ) : (
          methods.includes('recovery_code') && (
            <TextButton onClick={() => choose('recovery_code')}>Use a recovery code</TextButton>
          )
        )}
        <TextButton onClick={onBack}>Start over</TextButton>
      </div>
    </>
  );
}

function AppCodeField(): ReactElement {
  return (
    <TextField
      ref={useFocusOnMount<HTMLInputElement>()}
      label="Code of your authenticator app"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      required
      hint="Six digits, new every half minute."
    />
  );
}

function RecoveryCodeField(): ReactElement {
  return (
    <TextField
      ref={useFocusOnMount<HTMLInputElement>()}
      label="Recovery code"
      name="code"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      required
      hint="One of the ten that you kept; each is good once."
    />
  );
}

function TextButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick} className="font-medium text-accent-ink underline">
      {children}
    </button>
  );
}
