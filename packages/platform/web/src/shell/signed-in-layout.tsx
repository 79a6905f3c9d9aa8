import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { sessionQuery } from '../api/queries.js';
import { Mark } from '../components/brand.js';
import { ThemeMenu } from '../theme/theme-menu.js';
import { AccountMenu } from './account-menu.js';
import { Breadcrumbs } from './breadcrumbs.js';
import { useFocusOnNavigation } from './use-focus-on-navigation.js';

/** The frame of every page behind the sign-in: a bar with the way about, and the page. */
export function SignedInLayout(): ReactElement {
  const { data: session } = useQuery(sessionQuery);
  const main = useFocusOnNavigation<HTMLElement>();
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:text-sm focus:shadow-float"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-30 border-b border-line bg-canvas/85 backdrop-blur-md">
        <div className="mx-auto flex h-13 w-full max-w-6xl items-center gap-2 px-4 sm:px-6">
          <Link to="/projects" aria-label="FluxLoop: projects" className="rounded-lg">
            <Mark size={24} />
          </Link>
          <span aria-hidden="true" className="mx-1 h-4 w-px shrink-0 bg-line-strong" />
          <Breadcrumbs />
          <ThemeMenu />
          {session && <AccountMenu email={session.user.email} />}
        </div>
      </header>
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-6xl grow flex-col gap-5 px-4 pt-6 pb-16 sm:px-6 sm:pt-8"
      >
        <Outlet />
      </main>
    </>
  );
}
