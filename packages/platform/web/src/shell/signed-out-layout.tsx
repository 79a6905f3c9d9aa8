import type { ReactElement, ReactNode } from 'react';
import { BareLayout } from './bare-layout.js';

interface SignedOutLayoutProps {
  title: string;
  /** Under the title, in one sentence. */
  lead: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before the sign-in: a narrow card in the middle. */
export function SignedOutLayout({ title, lead, children }: SignedOutLayoutProps): ReactElement {
  return (
    <BareLayout>
      <div className="flex flex-col items-center px-4 pt-[8vh] pb-20">
        <div className="flex w-full max-w-100 flex-col gap-5 sm:rounded-2xl sm:border sm:border-line sm:bg-surface sm:p-7 sm:shadow-card">
          <div className="flex flex-col gap-1.5">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            <p className="text-base text-pretty text-ink-muted">{lead}</p>
          </div>
          {children}
        </div>
      </div>
    </BareLayout>
  );
}
