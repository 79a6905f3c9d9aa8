import { singleSignOnFailure } from '@fluxloop/core/contract';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import * as z from 'zod';
import { isSignedOut } from '../api/errors.js';
import { sessionQuery } from '../api/queries.js';
import { LoginPage } from '../pages/login-page.js';
import { ProjectsPage } from '../pages/projects-page.js';
import { RunsPage } from '../pages/runs-page.js';
import { BareLayout } from '../shell/bare-layout.js';
import { ErrorPage } from '../shell/error-page.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { SignedInLayout } from '../shell/signed-in-layout.js';
import { caseFilters } from './case-filters.js';
import { returnAddress } from './return-address.js';

/** What every route can reach. */
export interface RouteContext {
  queryClient: QueryClient;
  /** The one-time token that the page was opened with; kept in memory only. */
  linkToken: string | null;
  /** The code of a device that the page was opened with; kept in memory only. */
  deviceCode: string | null;
}

const root = createRootRouteWithContext<RouteContext>()({
  component: Outlet,
  notFoundComponent: () => (
    <BareLayout>
      <NotFoundPage />
    </BareLayout>
  ),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/projects' });
  },
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../pages/setup-page.js'), 'SetupPage'),
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: z.object({
    /** Where to go afterwards. */
    next: z.string().optional().catch(undefined),
    reason: z.literal('expired').or(singleSignOnFailure).optional().catch(undefined),
  }),
  beforeLoad: ({ context: { queryClient }, search: { next } }) => {
    if (queryClient.getQueryData(sessionQuery.queryKey) === undefined) return;
    throw redirect({ href: returnAddress(next) });
  },
  component: LoginPage,
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('../pages/forgot-page.js'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../pages/reset-page.js'), 'ResetPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(
    () => import('../invitations/invitation-page.js'),
    'InvitationPage',
  ),
});

/** Leads to the sign-in, and from there back, who has no session. */
async function requireSession({
  context: { queryClient },
  location,
}: {
  context: RouteContext;
  location: { href: string };
}): Promise<void> {
  try {
    await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    throw redirect({ to: '/login', search: { next: location.href } });
  }
}

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: requireSession,
  component: SignedInLayout,
  errorComponent: ({ error }) => (
    <BareLayout>
      <ErrorPage error={error} />
    </BareLayout>
  ),
});

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects',
  component: ProjectsPage,
});

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$project',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$project/runs', params });
  },
});

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$project/runs',
  component: RunsPage,
});

const scenarios = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$project/scenarios',
  // A name may hold a dot, which in a path would make a file of the page.
  validateSearch: z.object({
    name: z.string().optional().catch(undefined),
    version: z.coerce.number().int().positive().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../pages/scenarios-page.js'), 'ScenariosPage'),
});

const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$project/runs/$run_id',
  validateSearch: caseFilters,
  component: lazyRouteComponent(() => import('../pages/run-page.js'), 'RunPage'),
});

const runCase = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$project/runs/$run_id/cases/$case_id/$iteration',
  validateSearch: caseFilters,
  component: lazyRouteComponent(() => import('../pages/case-page.js'), 'CasePage'),
});

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('../pages/api-keys-page.js'), 'ApiKeysPage'),
});

const security = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('../pages/security-page.js'), 'SecurityPage'),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/people',
  validateSearch: z.object({ project: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../pages/people-page.js'), 'PeoplePage'),
});

const singleSignOn = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/single-sign-on',
  validateSearch: z.object({ reason: singleSignOnFailure.optional().catch(undefined) }),
  component: lazyRouteComponent(
    () => import('../pages/single-sign-on-page.js'),
    'SingleSignOnPage',
  ),
});

/** Pages for who is signed in that lead nowhere else: a program's request is decided there. */
const signedInCard = createRoute({
  getParentRoute: () => root,
  id: 'signed-in-card',
  beforeLoad: requireSession,
  component: Outlet,
  errorComponent: ({ error }) => (
    <BareLayout>
      <ErrorPage error={error} />
    </BareLayout>
  ),
});

const authorize = createRoute({
  getParentRoute: () => signedInCard,
  path: '/authorize',
  validateSearch: z.object({ request: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../consent/consent-page.js'), 'ConsentPage'),
});

const device = createRoute({
  getParentRoute: () => signedInCard,
  path: '/device',
  component: lazyRouteComponent(() => import('../device/device-page.js'), 'DevicePage'),
});

/** Every page of the dashboard. */
export const routeTree = root.addChildren([
  home,
  setup,
  login,
  forgot,
  reset,
  invitation,
  signedIn.addChildren([
    projects,
    project,
    runs,
    scenarios,
    run,
    runCase,
    apiKeys,
    security,
    people,
    singleSignOn,
  ]),
  signedInCard.addChildren([authorize, device]),
]);
