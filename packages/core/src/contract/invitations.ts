import * as z from 'zod';
import { projectSlug, timestamp } from './identifiers.js';
import { email, newPassword, role } from './identity.js';
import { linkToken } from './password-resets.js';

/** Somebody who is asked into a project and has not answered. */
export const invitation = z
  .object({
    id: z.uuid(),
    email: z.email(),
    role,
    /** The name of who invited, as lists show it. */
    invited_by: z.string(),
    created_at: timestamp,
    expires_at: timestamp,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitation>;

export const invitationList = z
  .object({ invitations: z.array(invitation) })
  .meta({ id: 'InvitationList' });

/** Invites by e-mail; a second invitation of the same address takes the place of the first. */
export const createInvitationRequest = z
  .object({ email, role })
  .meta({ id: 'CreateInvitationRequest' });

/** An invitation that was just made. */
export const createdInvitation = invitation
  .extend({
    /** The link to hand over, seen this once; `null` where it was mailed. */
    url: z.url().nullable(),
  })
  .meta({ id: 'CreatedInvitation' });
export type CreatedInvitation = z.infer<typeof createdInvitation>;

export const invitationParams = z.object({ project: projectSlug, id: z.uuid() });

export const lookUpInvitationRequest = z
  .object({ token: linkToken })
  .meta({ id: 'LookUpInvitationRequest' });

/** An invitation as the person who holds its link sees it. */
export const openedInvitation = z
  .object({
    project: z.object({ slug: projectSlug, name: z.string() }),
    role,
    email: z.email(),
    invited_by: z.string(),
    expires_at: timestamp,
    /** Whether the address has an account, which is then signed in to instead of made. */
    has_account: z.boolean(),
  })
  .meta({ id: 'OpenedInvitation' });
export type OpenedInvitation = z.infer<typeof openedInvitation>;

/** Makes the account of the invited address. */
export const acceptInvitationRequest = z
  .object({ token: linkToken, password: newPassword })
  .meta({ id: 'AcceptInvitationRequest' });

/** Joins with the account that is signed in. */
export const joinInvitationRequest = z
  .object({ token: linkToken })
  .meta({ id: 'JoinInvitationRequest' });

export const joinedProject = z.object({ project: projectSlug, role }).meta({ id: 'JoinedProject' });
