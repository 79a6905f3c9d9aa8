import * as z from 'zod';

/** A project's name in addresses: `support-bot`. */
export const projectSlug = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'lower-case letters, digits and inner hyphens')
  .meta({ id: 'ProjectSlug', example: 'support-bot' });

/** A run's name: when it began (UTC) and four random characters. */
export const runId = z
  .string()
  .max(64)
  .regex(/^run_[a-z0-9_]+$/, 'run_ and then lower-case letters, digits or underscores')
  .meta({ id: 'RunId', example: 'run_20261121_143022_k3f9' });

/** A case's content hash: the same sanitized content gives the same id in every run. */
export const caseId = z
  .string()
  .regex(/^c_[0-9a-f]{20}$/, 'c_ and 20 hexadecimal digits')
  .meta({ id: 'CaseId', example: 'c_9f86d081884c7d659a2f' });

/** A moment in UTC, RFC 3339 with `Z`. */
export const timestamp = z.iso.datetime().meta({ id: 'Timestamp' });

/** SHA-256 in lower-case hexadecimal. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
