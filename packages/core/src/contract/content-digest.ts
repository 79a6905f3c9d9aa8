/**
 * How an upload's chunk is sent: `Content-Type: application/x-ndjson`, `Content-Encoding: gzip`,
 * {@link CONTENT_DIGEST} over the gzip bytes as they go over the wire, and `Idempotency-Key` with
 * the same digest in hexadecimal.
 */
export const CONTENT_DIGEST = 'content-digest';

/**
 * The `Content-Digest` header's value for a SHA-256 (RFC 9530, section 2): `sha-256=:…:`.
 *
 * @param sha256 - the digest in lower-case hexadecimal
 */
export function formatContentDigest(sha256: string): string {
  const bytes = sha256.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
}

/**
 * The SHA-256 of a `Content-Digest` header (RFC 9530), which may hold other digests beside it.
 *
 * @returns lower-case hexadecimal, or `null` where the header holds no well-formed SHA-256
 */
export function parseContentDigest(header: string): string | null {
  const encoded = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header)?.[1];
  if (encoded === undefined) return null;
  return Array.from(atob(encoded), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join(
    '',
  );
}
