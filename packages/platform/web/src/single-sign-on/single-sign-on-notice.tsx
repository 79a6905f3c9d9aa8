import type { SingleSignOnFailure } from '@fluxloop/core/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Notice } from '../components/notice.js';
import { FAILURE_WORDS } from './failure-words.js';

/** Says why the way back from the identity provider ended here. */
export function SingleSignOnNotice({ reason }: { reason: SingleSignOnFailure }): ReactElement {
  const { title, advice } = FAILURE_WORDS[reason];
  const isLink = reason === 'sso_link_needed';
  return (
    <Notice tone={isLink ? 'info' : 'warning'} role="alert" title={title}>
      <p>{advice}</p>
      {isLink && (
        <p>
          <Link
            to="/login"
            search={{ next: '/settings/single-sign-on' }}
            className="font-medium text-accent-ink underline"
          >
            Sign in and link them
          </Link>
        </p>
      )}
    </Notice>
  );
}
