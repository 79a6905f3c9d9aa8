import * as z from 'zod';
import { timestamp } from './identifiers.js';
import { session } from './identity.js';

/** What completes a sign-in whose password was right. */
export const secondFactorMethod = z.enum(['totp', 'recovery_code', 'passkey']);

/** Proves that the password was right, for five minutes; no session yet. */
const ticket = z.string().min(1).max(200);

/** The password was right, and the account wants more. */
export const secondFactorNeeded = z
  .object({
    second_factor: z.object({
      ticket,
      /** What the account has. */
      methods: z.array(secondFactorMethod),
      expires_at: timestamp,
    }),
  })
  .meta({ id: 'SecondFactorNeeded' });
export type SecondFactorNeeded = z.infer<typeof secondFactorNeeded>;

/** A session; or what is missing for one. */
export const signInAnswer = z.union([session, secondFactorNeeded]).meta({ id: 'SignInAnswer' });
export type SignInAnswer = z.infer<typeof signInAnswer>;

/** A code as a person types it: spaces, hyphens and capitals do not matter. */
const code = z.string().min(1).max(60);

export const completeSignInRequest = z
  .object({ ticket, code })
  .meta({ id: 'CompleteSignInRequest' });

export const confirmTotpRequest = z.object({ code }).meta({ id: 'ConfirmTotpRequest' });

/** What an authenticator app takes in: the only time that the secret is shown. */
export const totpEnrolment = z
  .object({
    /** In base32 (RFC 4648), to be typed where no camera is. */
    secret: z.string(),
    /** `otpauth://totp/…`, for the QR code. */
    uri: z.string(),
  })
  .meta({ id: 'TotpEnrolment' });
export type TotpEnrolment = z.infer<typeof totpEnrolment>;

/** Codes for the day on which the phone is lost, each good once: the only time that they are shown. */
export const recoveryCodes = z
  .object({ recovery_codes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;
