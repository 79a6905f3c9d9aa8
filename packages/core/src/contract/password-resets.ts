import * as z from 'zod';
import { timestamp } from './identifiers.js';
import { email, newPassword } from './identity.js';

/** The token of a link that was mailed or handed over: 256 random bits in base64url. */
export const linkToken = z.string().min(1).max(200);

export const passwordResetRequest = z.object({ email }).meta({ id: 'PasswordResetRequest' });

/** The same for every address, whether it has an account or not. */
export const passwordResetRequested = z
  .object({
    /** Whether this platform sends mail; where it does not, an admin makes the link. */
    mail: z.boolean(),
  })
  .meta({ id: 'PasswordResetRequested' });

/** Sets the new password; the token works once. */
export const completePasswordReset = z
  .object({ token: linkToken, new_password: newPassword })
  .meta({ id: 'CompletePasswordReset' });

/** A link with which its account's person sets a new password; seen this once. */
export const resetLink = z
  .object({ url: z.url(), expires_at: timestamp })
  .meta({ id: 'ResetLink' });
export type ResetLink = z.infer<typeof resetLink>;
