import type { AuthorizationRequest, DeviceAuthorization } from '@fluxloop/core/contract';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Moment } from '../components/moment.js';
import { Notice } from '../components/notice.js';
import { SCOPE_WORDS } from './scope-words.js';

interface AskingFactsProps {
  asking: AuthorizationRequest | DeviceAuthorization;
  /** More facts, after those that every request has. */
  children?: ReactNode;
}

/** What a person should know before they let a program in: what it may do, and where it is. */
export function AskingFacts({ asking, children }: AskingFactsProps): ReactElement {
  return (
    <>
      <section aria-labelledby="may" className="flex flex-col gap-2">
        <h2 id="may" className="text-sm font-medium">
          It will be able to
        </h2>
        <ul className="flex flex-col gap-1.5 text-sm text-ink-muted">
          {SCOPE_WORDS[asking.scope].map((right) => (
            <li key={right} className="flex gap-2">
              <Check size={15} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
              {right}
            </li>
          ))}
        </ul>
        <p className="text-xs text-ink-muted">
          Never more than you may do yourself, in your own projects. The scope is{' '}
          <code className="font-mono">{asking.scope}</code>.
        </p>
      </section>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 border-t border-line pt-4 text-sm">
        <Fact name="Asked from">
          <span className="font-mono text-xs">{asking.address}</span>{' '}
          {asking.same_address && <span className="text-ink-muted">— the network you are in</span>}
        </Fact>
        <Fact name="Asked">
          <Moment timestamp={asking.created_at} />
        </Fact>
        {asking.user_agent !== '' && (
          <Fact name="Says it is">
            <span className="font-mono text-xs">{asking.user_agent}</span>
          </Fact>
        )}
        {children}
      </dl>
      {!asking.same_address && (
        <Notice tone="warning" title="This was not asked from where you are.">
          Say yes only if you began it yourself, on the machine at {asking.address}. Somebody who
          sent you here would act in your name.
        </Notice>
      )}
    </>
  );
}

/** A line of the facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}
