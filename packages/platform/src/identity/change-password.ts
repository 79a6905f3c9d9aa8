import type { Database } from '../database/database.js';
import type { Signed } from './confirmation.js';
import { endEverySignIn } from './open-sessions.js';
import type { PasswordRules } from './password-rules.js';
import { hashPassword } from './passwords.js';
import { requirePassword } from './require-password.js';
import { signInFailed } from './sign-in-failed.js';

/**
 * Changes a person's password, and ends every other session and every login of theirs: whoever
 * knew the old one is out.
 *
 * @param address - the client's address, for the throttle
 * @throws ProblemError 403 `password_wrong`; 429 `too_many_attempts`; 400 for a password that
 *   {@link PasswordRules} refuse
 */
export async function changePassword(
  { database, rules }: { database: Database; rules: PasswordRules },
  { person, sessionHash }: Signed,
  passwords: { current_password: string; new_password: string },
  address: string,
): Promise<void> {
  const current = await requirePassword(database, person, passwords.current_password, address);
  await rules.require(passwords.new_password, { email: person.email, field: 'new_password' });
  const passwordHash = await hashPassword(passwords.new_password);
  await database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('users')
      .set({ password_hash: passwordHash })
      .where('id', '=', person.id)
      // Of two changes at once the second one does not know the password any more.
      .where('password_hash', '=', current)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw signInFailed();
    await endEverySignIn(transaction, person.id, { exceptSession: sessionHash });
  });
}
