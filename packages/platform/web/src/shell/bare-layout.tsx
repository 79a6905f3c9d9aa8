import type { ReactElement, ReactNode } from 'react';
import { Brand } from '../components/brand.js';
import { ThemeMenu } from '../theme/theme-menu.js';

/** The frame of the pages that stand before or outside of the sign-in. */
export function BareLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <header className="flex h-16 shrink-0 items-center justify-between px-4 sm:px-6">
        <Brand />
        <ThemeMenu />
      </header>
      <main className="flex grow flex-col">{children}</main>
    </>
  );
}
