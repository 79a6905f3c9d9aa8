import { createRouter } from '@tanstack/react-router';
import { ErrorPage } from '../shell/error-page.js';
import { parseQuery, stringifyQuery } from './query-string.js';
import { type RouteContext, routeTree } from './route-tree.js';

/** The router over the browser's address bar. */
export function createDashboardRouter(context: RouteContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch: parseQuery,
    stringifySearch: stringifyQuery,
    defaultErrorComponent: ErrorPage,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
