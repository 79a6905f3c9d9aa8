import * as z from 'zod';
import { projectSlug, sha256Hex, timestamp } from './identifiers.js';
import { role, scope } from './identity.js';

/** What a key is tied to: `flx_dev_…`, `flx_staging_…` and `flx_prod_…` say it by their prefix. */
export const keyEnvironment = z.enum(['dev', 'staging', 'prod']).meta({ id: 'KeyEnvironment' });
export type KeyEnvironment = z.infer<typeof keyEnvironment>;

/** Whom a key speaks for: the person who made it, or a service account of a project. */
export const keyType = z.enum(['user', 'service_account']).meta({ id: 'KeyType' });
export type KeyType = z.infer<typeof keyType>;

/** How long a key without a word about it lives. */
export const DEFAULT_KEY_LIFETIME_DAYS = 90;
/** The longest that a key other than one for ever may be asked to live. */
export const MAXIMUM_KEY_LIFETIME_DAYS = 3_650;
/** How long the old key goes on working after a rotation, unless its owner says otherwise. */
export const DEFAULT_ROTATION_GRACE_SECONDS = 24 * 60 * 60;
/** The longest that an old key may go on working after a rotation: seven days. */
export const MAXIMUM_ROTATION_GRACE_SECONDS = 7 * 24 * 60 * 60;

/** An address (`203.0.113.7`, `2001:db8::1`) or a block of them (RFC 4632: `203.0.113.0/24`). */
const addressBlock = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
    error: 'an IPv4 or IPv6 address, or a block of them such as 203.0.113.0/24 or 2001:db8::/32',
  })
  .meta({ id: 'AddressBlock', example: '203.0.113.0/24' });

export const createApiKeyRequest = z
  .object({
    name: z.string().trim().min(1).max(200),
    /** A service account belongs to the one project in `projects`. */
    type: keyType.default('user'),
    scope: scope.default('read-write'),
    /** The projects it may act in; absent means all of its owner's, now and later. */
    projects: z.array(projectSlug).min(1).max(1_000).optional(),
    environment: keyEnvironment.optional(),
    /** Days until it expires; `null` for never, which must be asked for. */
    expires_in_days: z.int().min(1).max(MAXIMUM_KEY_LIFETIME_DAYS).nullable().optional(),
    /** Where it may be used from; empty or absent means anywhere. */
    allowed_addresses: z.array(addressBlock).max(100).optional(),
  })
  .meta({ id: 'CreateApiKeyRequest' });
export type CreateApiKeyRequest = z.input<typeof createApiKeyRequest>;

/** A service account: it acts in one project by a role of its own, whoever made it. */
export const serviceAccount = z
  .object({ id: z.uuid(), name: z.string(), project: projectSlug, role })
  .meta({ id: 'ServiceAccount' });

/** A key as lists show it; the key itself is not kept. */
export const apiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    type: keyType,
    /** The first and last characters, to tell keys apart: `flx_api_9hT2…x81a`. */
    preview: z.string(),
    scope,
    environment: keyEnvironment.nullable(),
    /** `null` for all of its owner's. */
    projects: z.array(projectSlug).nullable(),
    /** Blocks in their shortest form; empty for anywhere. */
    allowed_addresses: z.array(z.string()),
    /** `null` for a person's own key. */
    service_account: serviceAccount.nullable(),
    created_at: timestamp,
    /** The e-mail address of who made it; `null` once that account is gone. */
    created_by: z.email().nullable(),
    expires_at: timestamp.nullable(),
    revoked_at: timestamp.nullable(),
    /** When it was rotated: it works until `expires_at`, beside the key in `replaced_by`. */
    rotated_at: timestamp.nullable(),
    /** The key that this one succeeded. */
    replaces: z.uuid().nullable(),
    /** The key that succeeded this one. */
    replaced_by: z.uuid().nullable(),
    last_used_at: timestamp.nullable(),
    /** Requests that were let through. */
    request_count: z.int().nonnegative(),
    /** Requests that were refused: expired, revoked, another address, too little scope or role. */
    failed_attempts: z.int().nonnegative(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKey>;

/** The only answer that ever holds the key. */
export const createdApiKey = apiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

export const rotateApiKeyRequest = z
  .object({
    /** How long the old key goes on working; 0 ends it at once. */
    grace_seconds: z
      .int()
      .min(0)
      .max(MAXIMUM_ROTATION_GRACE_SECONDS)
      .default(DEFAULT_ROTATION_GRACE_SECONDS),
  })
  .meta({ id: 'RotateApiKeyRequest' });

/** The key that is going, and the one that takes its place. */
export const rotatedApiKey = z
  .object({ previous: apiKey, successor: createdApiKey })
  .meta({ id: 'RotatedApiKey' });

export const apiKeyList = z.object({ api_keys: z.array(apiKey) }).meta({ id: 'ApiKeyList' });

/** A key's id, or the SHA-256 of the key in hexadecimal: the key itself is never sent. */
export const apiKeyParams = z.object({ id: z.union([z.uuid(), sha256Hex]) });
