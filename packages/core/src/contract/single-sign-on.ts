import * as z from 'zod';
import { timestamp } from './identifiers.js';

/** The ways to sign in that this platform offers. */
export const signInOptions = z
  .object({
    /** Whether people sign in with passwords; where they do not, admins of the platform still may. */
    password: z.boolean(),
    single_sign_on: z
      .object({
        /** How people know it: "Acme Login". */
        name: z.string(),
      })
      .nullable(),
    /** Whether the platform sends mail, so that a forgotten password can be reset by it. */
    mail: z.boolean(),
  })
  .meta({ id: 'SignInOptions' });
export type SignInOptions = z.infer<typeof signInOptions>;

export const beginSingleSignOnRequest = z
  .object({
    /** The page of the dashboard to go to afterwards. */
    next: z.string().max(2_000).optional(),
  })
  .meta({ id: 'BeginSingleSignOnRequest' });

/** Where the browser goes next: the identity provider. */
export const singleSignOnBegun = z
  .object({ redirect_to: z.url() })
  .meta({ id: 'SingleSignOnBegun' });

/** The account of the identity provider that signs in to this one. */
export const singleSignOnLink = z
  .object({
    link: z
      .object({
        /** The address there, as of the last sign-in. */
        email: z.email(),
        linked_at: timestamp,
      })
      .nullable(),
  })
  .meta({ id: 'SingleSignOnLink' });

/**
 * Why a return from the identity provider did not sign in, as the sign-in page gets it in `reason`.
 */
export const singleSignOnFailure = z.enum([
  'sso_refused',
  'sso_expired',
  'sso_unverified',
  'sso_not_allowed',
  'sso_link_needed',
  'sso_linked_elsewhere',
  'sso_deactivated',
  'sso_unavailable',
]);
export type SingleSignOnFailure = z.infer<typeof singleSignOnFailure>;
