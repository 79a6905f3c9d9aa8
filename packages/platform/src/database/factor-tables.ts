import type { ColumnType, Generated } from 'kysely';

/** A moment that the database sets when it is not given. */
type Moment = ColumnType<Date, Date | string | undefined, Date | string>;
type OptionalMoment = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>;

interface SessionsTable {
  /** SHA-256 of the cookie's value, which is kept nowhere. */
  sha256: Buffer;
  /** What lists name it by. */
  id: Generated<string>;
  user_id: string;
  /** Where the sign-in came from, and what it said it is. */
  address: ColumnType<string, string | undefined, string>;
  user_agent: ColumnType<string, string | undefined, string>;
  created_at: Moment;
  last_used_at: Moment;
  /** When the person last proved who they are. */
  confirmed_at: Moment;
  expires_at: Moment;
}

interface TotpFactorsTable {
  user_id: string;
  /** Shared with the authenticator app; the codes are computed from it, so no hash can stand for it. */
  secret: Buffer;
  created_at: Moment;
  /** `null`: not asked for yet. */
  confirmed_at: OptionalMoment;
  /** The time step of the last code that was taken: none is taken twice. A bigint, given as text. */
  last_step: ColumnType<string | null, number | null | undefined, number | null>;
}

interface RecoveryCodesTable {
  /** SHA-256 of the code with its owner's id. A code that was used is not kept. */
  sha256: Buffer;
  user_id: string;
}

interface SignInTicketsTable {
  /** SHA-256 of the ticket, which is kept nowhere. */
  sha256: Buffer;
  user_id: string;
  tries: ColumnType<number, number | undefined, number>;
  expires_at: Moment;
}

interface PasskeysTable {
  id: Generated<string>;
  user_id: string;
  name: string;
  /** In base64url. */
  credential_id: string;
  /** In COSE form (RFC 9052). */
  public_key: Buffer;
  /** The authenticator's count of signatures; 0 where it keeps none. A bigint, given as text. */
  counter: ColumnType<string, number, number>;
  transports: ColumnType<string[], readonly string[], never>;
  synced: boolean;
  created_at: Moment;
  last_used_at: OptionalMoment;
}

interface PasskeyChallengesTable {
  sha256: Buffer;
  /** Whose new passkey is to sign it; `null` for a sign-in. */
  user_id: string | null;
  network: string;
  expires_at: Moment;
}

/** The tables of sessions and of what people sign in with beside a password. */
export interface FactorTables {
  sessions: SessionsTable;
  totp_factors: TotpFactorsTable;
  recovery_codes: RecoveryCodesTable;
  sign_in_tickets: SignInTicketsTable;
  passkeys: PasskeysTable;
  passkey_challenges: PasskeyChallengesTable;
}
