import * as z from 'zod';
import { projectSlug, timestamp } from './identifiers.js';

/** What a person may do in a project. */
export const role = z.enum(['viewer', 'editor', 'admin']).meta({ id: 'Role' });
export type Role = z.infer<typeof role>;

/** What a credential may do: `read-write` is both, `admin` also manages the project. */
export const scope = z.enum(['read', 'write', 'read-write', 'admin']).meta({ id: 'Scope' });
export type Scope = z.infer<typeof scope>;

/** An account's e-mail address. */
export const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());

/** A new password: NIST SP 800-63B-4 asks for length, not for composition rules. */
export const newPassword = z
  .string()
  .min(12, 'at least 12 characters')
  .max(256, 'at most 256 characters');

/** Whether the platform still waits for its first admin. */
export const setupStatus = z.object({ needed: z.boolean() }).meta({ id: 'SetupStatus' });

/** Creates the first admin; `token` is the one-time token of the link that the first start prints. */
export const setupRequest = z
  .object({ token: z.string().min(1).max(200), email, password: newPassword })
  .meta({ id: 'SetupRequest' });

export const signInRequest = z
  .object({ email, password: z.string().min(1).max(256) })
  .meta({ id: 'SignInRequest' });

/** A person who is signed in. */
export const user = z
  .object({
    id: z.uuid(),
    email: z.email(),
    /** Whether this person manages the platform itself. */
    is_admin: z.boolean(),
    created_at: timestamp,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const session = z.object({ user, expires_at: timestamp }).meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const project = z
  .object({
    id: z.uuid(),
    slug: projectSlug,
    name: z.string(),
    /** What the asking principal may do in it. */
    role,
    created_at: timestamp,
  })
  .meta({ id: 'Project' });
export type Project = z.infer<typeof project>;

export const projectList = z.object({ projects: z.array(project) }).meta({ id: 'ProjectList' });

export const createProjectRequest = z
  .object({ slug: projectSlug, name: z.string().min(1).max(200).optional() })
  .meta({ id: 'CreateProjectRequest' });
