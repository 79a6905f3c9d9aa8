import { ProblemError } from '../http/problem.js';
import { isBreachedPassword } from './breached-passwords.js';
import { isCommonPassword } from './common-passwords.js';

/** What a new password is held against, beside the length that the contract asks for. */
export interface PasswordRules {
  /**
   * Lets a new password pass (NIST SP 800-63B-4, section 3.1.1.2: no common, expected or
   * compromised one).
   *
   * @param password - in clear
   * @param of - the account's address, and the field of the request that the password is in
   * @throws ProblemError 400 `password_common`, `password_personal`, `password_breached`
   */
  require(password: string, of: { email: string; field: string }): Promise<void>;
}

/** What is left of a password without the words that anybody would try must be this long. */
const LEAST_LEFT = 8;
/** Shorter parts of an address stand in many words. */
const SHORTEST_WORD = 4;

/**
 * Makes the rules.
 *
 * @param options.breached - where ranges of breached passwords are asked for; `null`: nowhere
 * @param options.onFailure - told when that did not answer; the password passes then, for a machine
 *   without a net must not keep people from their accounts
 */
export function createPasswordRules(options: {
  breached: URL | null;
  onFailure: (error: unknown) => void;
}): PasswordRules {
  const isBreached = async (password: string): Promise<boolean> => {
    if (options.breached === null) return false;
    try {
      return await isBreachedPassword(options.breached, password);
    } catch (error) {
      options.onFailure(error);
      return false;
    }
  };
  return {
    require: async (password, { email, field }) => {
      if (isPersonal(password, email)) {
        throw refused(
          field,
          'password_personal',
          'The password is made of your address or of our name.',
        );
      }
      if (await isCommonPassword(password)) {
        throw refused(field, 'password_common', 'The password is one that many people choose.');
      }
      if (await isBreached(password)) {
        throw refused(
          field,
          'password_breached',
          'The password is in a published list of stolen ones.',
        );
      }
    },
  };
}

function isPersonal(password: string, email: string): boolean {
  const [name = '', domain = ''] = email.toLowerCase().split('@');
  const words = [
    email.toLowerCase(),
    domain,
    'fluxloop',
    ...name.split(/[^a-z0-9]+/),
    name,
    ...domain.split('.'),
  ];
  const whole = password.normalize('NFKC').toLowerCase();
  const left = words
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((one, other) => other.length - one.length)
    .reduce((text, word) => text.replaceAll(word, ''), whole);
  return left !== whole && left.length < LEAST_LEFT;
}

function refused(field: string, code: string, title: string): ProblemError {
  return new ProblemError({
    status: 400,
    code,
    title,
    hint: 'Choose a few unrelated words, or let a password manager make one.',
    errors: [{ pointer: `/${field}`, message: 'not this password' }],
  });
}
