import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sessionQuery } from './api/queries.js';
import { createQueryClient } from './api/query-client.js';
import { takeDeviceCode } from './device/device-code.js';
import { createDashboardRouter } from './routing/router.js';
import { takeLinkToken } from './setup/link-token.js';

// For the <style> that a dialog adds while it is open; the policy takes none without a nonce.
const nonce = document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content');
if (nonce) setNonce(nonce);

const queryClient = createQueryClient({ onSignedOut: goToSignIn });
// Before the router looks at the address, so that neither is in anything that it remembers.
const router = createDashboardRouter({
  queryClient,
  linkToken: takeLinkToken(window),
  deviceCode: takeDeviceCode(window),
});

function goToSignIn() {
  // Without a session there is none that could have ended; the route's guard leads to the sign-in.
  if (queryClient.getQueryData(sessionQuery.queryKey) === undefined) return;
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  const next = router.state.location.href;
  void router
    .navigate({ to: '/login', search: { next, reason: 'expired' } })
    .then(() => queryClient.clear());
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element for the dashboard');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
