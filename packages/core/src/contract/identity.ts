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
  .object({ id: z.uuid(), email: z.email(), created_at: timestamp })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const session = z.object({ user, expires_at: timestamp }).meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

/** Who a credential speaks for, and what it may do. */
export const principal = z
  .object({
    kind: z.enum(['session', 'api_key', 'service_account']),
    user: user.nullable(),
    api_key: z
      .object({
        id: z.uuid(),
        name: z.string(),
        scope,
        expires_at: timestamp.nullable(),
      })
      .nullable(),
    projects: z.array(z.object({ slug: projectSlug, role })),
  })
  .meta({ id: 'Principal' });
export type Principal = z.infer<typeof principal>;

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

/** How long a key without a word about it lives. */
export const DEFAULT_KEY_LIFETIME_DAYS = 90;

export const createApiKeyRequest = z
  .object({
    name: z.string().min(1).max(200),
    scope: scope.default('read-write'),
    /** The projects it may act in; absent means all of its owner's. */
    projects: z.array(projectSlug).min(1).max(1_000).optional(),
    /** Days until it expires; `null` for never, which must be asked for. */
    expires_in_days: z.int().min(1).max(3650).nullable().default(DEFAULT_KEY_LIFETIME_DAYS),
  })
  .meta({ id: 'CreateApiKeyRequest' });
export type CreateApiKeyRequest = z.input<typeof createApiKeyRequest>;

/** A key as lists show it; the key itself is not kept. */
export const apiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** The first and last characters, to tell keys apart: `flx_api_9hT2…x81a`. */
    preview: z.string(),
    scope,
    projects: z.array(projectSlug).nullable(),
    created_at: timestamp,
    expires_at: timestamp.nullable(),
    revoked_at: timestamp.nullable(),
    last_used_at: timestamp.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKey>;

/** The only answer that ever holds the key. */
export const createdApiKey = apiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

export const apiKeyList = z.object({ api_keys: z.array(apiKey) }).meta({ id: 'ApiKeyList' });
export const apiKeyParams = z.object({ id: z.uuid() });
