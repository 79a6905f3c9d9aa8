import type { SecondFactorNeeded } from '@fluxloop/core/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { setupQuery } from '../api/queries.js';
import { Notice } from '../components/notice.js';
import { PageTitle } from '../shell/page-title.js';
import { SignedOutLayout } from '../shell/signed-out-layout.js';
import { ForgotPassword } from '../sign-in/forgot-password.js';
import { PasskeySignIn } from '../sign-in/passkey-sign-in.js';
import { PasswordStep } from '../sign-in/password-step.js';
import { SecondFactorStep } from '../sign-in/second-factor-step.js';
import { SingleSignOn } from '../single-sign-on/single-sign-on.js';
import { SingleSignOnNotice } from '../single-sign-on/single-sign-on-notice.js';

const route = getRouteApi('/login');

/** Signs in, and leads back to the page that asked for it. */
export function LoginPage(): ReactElement {
  // The ticket is kept by this page alone: leaving it means to start over.
  const [needed, setNeeded] = useState<SecondFactorNeeded['second_factor'] | null>(null);
  if (needed !== null) {
    return (
      <SignedOutLayout title="One more step" lead="Your password was right. Now show it is you.">
        <PageTitle parts={['Sign in']} />
        <SecondFactorStep needed={needed} onBack={() => setNeeded(null)} />
      </SignedOutLayout>
    );
  }
  return (
    <SignedOutLayout title="Sign in" lead="Test results of your team, in one place.">
      <PageTitle parts={['Sign in']} />
      <Notices />
      <SingleSignOn />
      <PasswordStep onSecondFactor={setNeeded} />
      <PasskeySignIn />
      <ForgotPassword />
    </SignedOutLayout>
  );
}

function Notices(): ReactElement {
  const { reason } = route.useSearch();
  const { data: setup } = useQuery(setupQuery);
  return (
    <>
      {reason === 'expired' && (
        <Notice tone="info" role="status" title="Your session has ended.">
          Sign in again, and you are back where you were.
        </Notice>
      )}
      {reason !== undefined && reason !== 'expired' && <SingleSignOnNotice reason={reason} />}
      {setup?.needed && (
        <Notice tone="warning" title="This platform waits for its first admin.">
          Open the one-time link that it printed when it started.
        </Notice>
      )}
    </>
  );
}
