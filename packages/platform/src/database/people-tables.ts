import type { Role } from '@fluxloop/core/contract';
import type { ColumnType, Generated } from 'kysely';

/** A moment that the database sets when it is not given. */
type Moment = ColumnType<Date, Date | string | undefined, Date | string>;

interface PasswordResetsTable {
  /** SHA-256 of the link's token, which is kept nowhere. */
  sha256: Buffer;
  user_id: string;
  created_at: Moment;
  expires_at: Moment;
}

interface InvitationsTable {
  id: Generated<string>;
  /** SHA-256 of the link's token, which is kept nowhere. */
  sha256: Buffer;
  project_id: string;
  /** Lower case. */
  email: string;
  role: Role;
  invited_by: string;
  created_at: Moment;
  expires_at: Moment;
}

/** Which account of the identity provider is which of ours. */
interface SingleSignOnLinksTable {
  issuer: string;
  /** `sub`: never given to another person there, as an e-mail address may be. */
  subject: string;
  user_id: string;
  email: string;
  linked_at: Moment;
}

/** A browser that was sent to the identity provider and is not back. */
interface SingleSignOnAttemptsTable {
  /** SHA-256 of the cookie that binds it to the browser. */
  browser_sha256: Buffer;
  network: string;
  state: string;
  code_verifier: string;
  nonce: string;
  next: string | null;
  /** Whose account is to be linked; `null` for a sign-in. */
  linking_user_id: string | null;
  created_at: Moment;
  expires_at: Moment;
}

/** The tables of people who come and go. */
export interface PeopleTables {
  password_resets: PasswordResetsTable;
  invitations: InvitationsTable;
  single_sign_on_links: SingleSignOnLinksTable;
  single_sign_on_attempts: SingleSignOnAttemptsTable;
}
