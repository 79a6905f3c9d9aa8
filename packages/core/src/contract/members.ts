import * as z from 'zod';
import { projectSlug, timestamp } from './identifiers.js';
import { email, role } from './identity.js';

/** A person in a project. */
export const member = z
  .object({ user_id: z.uuid(), email: z.email(), role, joined_at: timestamp })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof member>;

export const memberList = z.object({ members: z.array(member) }).meta({ id: 'MemberList' });

/** Adds a person who has an account. */
export const addMemberRequest = z.object({ email, role }).meta({ id: 'AddMemberRequest' });

export const changeMemberRequest = z.object({ role }).meta({ id: 'ChangeMemberRequest' });

export const memberParams = z.object({ project: projectSlug, user_id: z.uuid() });
