import * as z from 'zod';
import { projectSlug, timestamp } from './identifiers.js';
import { scope } from './identity.js';

/**
 * The claims that an identity token must have, each with a pattern: `*` stands for any text
 * without a slash, `**` for any text. `{ "repository": "acme/app", "ref": "refs/heads/*" }`.
 */
const claims = z
  .record(z.string().min(1).max(100), z.string().min(1).max(400))
  .refine((patterns) => Object.keys(patterns).length > 0, 'at least one claim')
  .refine((patterns) => Object.keys(patterns).length <= 20, 'at most 20 claims');

/** Whose identity tokens a project takes in exchange for a short-lived access token (RFC 8693). */
export const trustedIssuer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** The issuer's identifier, as `iss` of its tokens has it. */
    issuer: z.string(),
    /** What `aud` of its tokens must hold. */
    audience: z.string(),
    claims,
    /** What the access tokens may do at most. */
    scope,
    created_at: timestamp,
    /** The e-mail address of who trusted it; `null` once that account is gone. */
    created_by: z.email().nullable(),
    last_used_at: timestamp.nullable(),
  })
  .meta({ id: 'TrustedIssuer' });
export type TrustedIssuer = z.infer<typeof trustedIssuer>;

export const trustedIssuerList = z
  .object({ trusted_issuers: z.array(trustedIssuer) })
  .meta({ id: 'TrustedIssuerList' });

export const createTrustedIssuerRequest = z
  .object({
    name: z.string().trim().min(1).max(200),
    issuer: z.url({ protocol: /^https?$/ }).max(500),
    /** Absent: the platform's own address. */
    audience: z.string().min(1).max(500).optional(),
    claims,
    scope: scope.default('read-write'),
  })
  .meta({ id: 'CreateTrustedIssuerRequest' });
export type CreateTrustedIssuerRequest = z.input<typeof createTrustedIssuerRequest>;

export const trustedIssuerParams = z.object({ project: projectSlug, id: z.uuid() });
