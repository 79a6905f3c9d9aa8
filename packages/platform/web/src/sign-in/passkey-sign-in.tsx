import { useMutation } from '@tanstack/react-query';
import { Fingerprint } from 'lucide-react';
import type { ReactElement } from 'react';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { arePasskeysPossible, presentPasskey } from '../passkeys/ceremonies.js';
import { useSignedIn } from './use-signed-in.js';

/**
 * A button that signs in with a passkey; with the ticket of a password that was right, as the second
 * step. It is not there where the browser allows no passkeys.
 */
export function PasskeySignIn({ ticket }: { ticket?: string }): ReactElement | null {
  const signedIn = useSignedIn();
  const signIn = useMutation({
    mutationFn: async () => {
      const options = await request('askForPasskey', { body: { ticket } });
      const credential = await presentPasskey(options);
      return request('signInWithPasskey', { body: { ticket, credential } });
    },
    onSuccess: signedIn,
  });
  if (!arePasskeysPossible()) return null;
  return (
    <>
      {signIn.isError && <ProblemNotice error={signIn.error} />}
      <Button className="h-9" busy={signIn.isPending} onClick={() => signIn.mutate()}>
        <Fingerprint size={15} aria-hidden />
        {ticket === undefined ? 'Sign in with a passkey' : 'Use a passkey'}
      </Button>
    </>
  );
}
