import * as z from 'zod';
import { timestamp } from './identifiers.js';

/** An account of the platform, as its admins see it. */
export const person = z
  .object({
    id: z.uuid(),
    email: z.email(),
    /** Whether this person manages the platform itself. */
    is_admin: z.boolean(),
    /** Whether this person may create projects; an admin of the platform always may. */
    may_create_projects: z.boolean(),
    /** False: signed out everywhere, and kept from signing in. */
    active: z.boolean(),
    /** Whether there is a password; who comes by single sign-on only has none. */
    has_password: z.boolean(),
    single_sign_on: z.boolean(),
    /** The projects that this person is in. */
    projects: z.int(),
    created_at: timestamp,
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

export const personList = z.object({ people: z.array(person) }).meta({ id: 'PersonList' });

/** What is absent stays as it is. */
export const changePersonRequest = z
  .object({
    is_admin: z.boolean().optional(),
    may_create_projects: z.boolean().optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'ChangePersonRequest' });
export type ChangePersonRequest = z.infer<typeof changePersonRequest>;

export const personParams = z.object({ id: z.uuid() });
