import type { SingleSignOnFailure } from '@fluxloop/core/contract';

/** What happened on the way back from the identity provider, and what to do. */
export const FAILURE_WORDS: Record<SingleSignOnFailure, { title: string; advice: string }> = {
  sso_refused: {
    title: 'The identity provider did not sign you in.',
    advice: 'Try again; if it says no again, ask who looks after your account there.',
  },
  sso_expired: {
    title: 'This sign-in took too long, or began in another browser.',
    advice: 'Begin again here. It needs cookies, and has ten minutes.',
  },
  sso_unverified: {
    title: 'Your e-mail address is not verified there.',
    advice: 'Verify it with the identity provider, and sign in again.',
  },
  sso_not_allowed: {
    title: 'This platform does not know you yet.',
    advice: 'Ask an admin of a project to invite the address that you sign in with.',
  },
  sso_link_needed: {
    title: 'Your address has an account here already.',
    advice:
      'Sign in the way that you did before, and you can link the two. From then on either works.',
  },
  sso_linked_elsewhere: {
    title: 'This sign-in belongs to another account.',
    advice: 'Sign in to the identity provider as yourself, or ask an admin of the platform.',
  },
  sso_deactivated: {
    title: 'Your account is deactivated.',
    advice: 'Ask an admin of the platform.',
  },
  sso_unavailable: {
    title: 'The identity provider did not answer as it should.',
    advice: 'Try again in a minute; the log of the platform says more.',
  },
};
