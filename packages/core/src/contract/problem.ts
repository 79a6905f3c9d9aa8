import * as z from 'zod';
import { scope } from './identity.js';

/**
 * An error answer, `application/problem+json` (RFC 9457) with our own members: a stable `code`,
 * a `hint`, the `request_id` of the server's log, and field errors.
 */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    code: z.string(),
    hint: z.string().optional(),
    request_id: z.string().optional(),
    /** Which fields were wrong: a JSON Pointer (RFC 6901) and why. */
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
    /** With 403: the scope that the request needs and the one that the credential has. */
    needed_scope: scope.optional(),
    granted_scope: scope.optional(),
    /** With `scope_insufficient`: what to type for a key that may. */
    command: z.string().optional(),
    /** With `scenario_conflict`: the version that is the latest; absent where there is none. */
    current_version: z.int().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
