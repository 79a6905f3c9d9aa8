import * as z from 'zod';
import { keyEnvironment, serviceAccount } from './api-keys.js';
import { projectSlug, timestamp } from './identifiers.js';
import { role, scope, user } from './identity.js';

/** Who a credential speaks for, and what it may do. */
export const principal = z
  .object({
    /** `service_account` for its keys and for short-lived tokens that act as one. */
    kind: z.enum(['session', 'access_token', 'api_key', 'service_account']),
    /** The person; `null` for a service account. */
    user: user.nullable(),
    service_account: serviceAccount.nullable(),
    /** The key that was used; `null` where it was none. */
    api_key: z
      .object({
        id: z.uuid(),
        name: z.string(),
        scope,
        environment: keyEnvironment.nullable(),
        expires_at: timestamp.nullable(),
      })
      .nullable(),
    /** What the credential may do at most; the roles below may allow less. */
    scope,
    /** When the credential ends; `null` for never. */
    expires_at: timestamp.nullable(),
    projects: z.array(z.object({ slug: projectSlug, role })),
  })
  .meta({ id: 'Principal' });
export type Principal = z.infer<typeof principal>;
