import type { Scope } from '@fluxloop/core/contract';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** A moment that the database sets when it is not given. */
type Moment = ColumnType<Date, Date | string | undefined, Date | string>;
type OptionalMoment = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** A login of a program: all tokens of one grant. */
interface LoginFamiliesTable {
  id: Generated<string>;
  user_id: string;
  client_id: string;
  grant_type: 'authorization_code' | 'device_code';
  scope: Scope;
  address: string;
  user_agent: string;
  created_at: Moment;
  last_used_at: Moment;
  expires_at: Moment;
  ended_at: OptionalMoment;
  end_reason: Optional<'revoked' | 'code_reused' | 'token_reused'>;
}

interface RefreshTokensTable {
  /** SHA-256 of the token, which is kept nowhere. */
  sha256: Buffer;
  family_id: string;
  created_at: Moment;
  expires_at: Moment;
  /** When it was used; it has a successor since then. */
  rotated_at: OptionalMoment;
  /** With the token it makes the successor. */
  successor_salt: Optional<Buffer>;
}

interface AccessTokensTable {
  /** SHA-256 of the token, which is kept nowhere. */
  sha256: Buffer;
  /** The login that it belongs to; `null` for one of a token exchange. */
  family_id: Optional<string>;
  /** Who vouched for its bearer; `null` for one of a login. */
  trusted_issuer_id: Optional<string>;
  /** Whom the issuer vouched for. */
  subject: Optional<string>;
  scope: Scope;
  created_at: Moment;
  expires_at: Moment;
  revoked_at: OptionalMoment;
}

interface AuthorizationRequestsTable {
  id: Generated<string>;
  client_id: string;
  redirect_uri: string;
  state: string | null;
  scope: Scope;
  code_challenge: string | null;
  error: string | null;
  error_description: string | null;
  address: string;
  network: string;
  user_agent: string;
  created_at: Moment;
  expires_at: Moment;
  user_id: Optional<string>;
  decision: Optional<'approve' | 'deny'>;
  code_sha256: Optional<Buffer>;
  code_expires_at: OptionalMoment;
  redeemed_at: OptionalMoment;
  family_id: Optional<string>;
}

interface DeviceAuthorizationsTable {
  device_code_sha256: Buffer;
  user_code: string;
  client_id: string;
  scope: Scope;
  address: string;
  network: string;
  user_agent: string;
  created_at: Moment;
  expires_at: Moment;
  interval_seconds: number;
  last_polled_at: OptionalMoment;
  user_id: Optional<string>;
  decision: Optional<'approve' | 'deny'>;
  redeemed_at: OptionalMoment;
  family_id: Optional<string>;
}

/** Whose identity tokens may be exchanged for access to a project. */
interface TrustedIssuersTable {
  id: Generated<string>;
  project_id: string;
  name: string;
  issuer: string;
  audience: string;
  /** The claims that must match, with their patterns. */
  claims: JSONColumnType<Record<string, string>>;
  scope: Scope;
  created_at: Moment;
  created_by: string | null;
  last_used_at: OptionalMoment;
}

/** The tables of signing programs in. */
export interface OAuthTables {
  login_families: LoginFamiliesTable;
  refresh_tokens: RefreshTokensTable;
  access_tokens: AccessTokensTable;
  authorization_requests: AuthorizationRequestsTable;
  device_authorizations: DeviceAuthorizationsTable;
  trusted_issuers: TrustedIssuersTable;
}
