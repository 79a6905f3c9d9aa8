import { hash, verify } from '@node-rs/argon2';

/**
 * Argon2id with 19 MiB, two passes and one lane: the first choice of the OWASP Password Storage
 * Cheat Sheet (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
 */
const PARAMETERS = {
  // Argon2id; the library's enum is ambient and const, which isolated modules may not read.
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/** Gives the PHC string of a password, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

let nobody: Promise<string> | undefined;

/**
 * Tells whether the password is the account's. For an account that does not exist
 * (`passwordHash` null) it does the same work and says no, so that the time tells nobody which
 * e-mail addresses have an account.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  if (passwordHash !== null) {
    return verify(passwordHash, password);
  }
  nobody ??= hashPassword('an account that does not exist');
  await verify(await nobody, password);
  return false;
}

/** Makes the stand-in hash of {@link verifyPassword} before the first request needs it. */
export async function warmPasswords(): Promise<void> {
  nobody ??= hashPassword('an account that does not exist');
  await nobody;
}
