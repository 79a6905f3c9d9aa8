import type { AccountRouteName } from '@fluxloop/core/contract';
import { hashPassword } from '../identity/passwords.js';
import { NOTHING, newName, type Row, type Stage } from './matrix-row.test-support.js';
import { OPEN, PEOPLE } from './verdicts.test-support.js';

const BASE64URL = 'AAAA';
const credential = { id: BASE64URL, rawId: BASE64URL, type: 'public-key' };

let passwordHash: Promise<string> | undefined;
/** Gives everybody a password, and forgets the guesses: the matrix guesses often. */
async function preparePasswords({ platform, cast }: Stage): Promise<void> {
  passwordHash ??= hashPassword(['copper', 'window', 'meadow'].join(' '));
  await platform.database
    .updateTable('users')
    .set({ password_hash: await passwordHash })
    .where(
      'id',
      'in',
      Object.values(cast.people).map(({ id }) => id),
    )
    .execute();
  await platform.database.deleteFrom('sign_in_failures').execute();
}

/** The rows of signing in, and of how people do. */
export const ACCOUNT_ROWS = {
  signIn: {
    access: 'none',
    verdicts: OPEN,
    passes: '401 sign_in_failed',
    request: () => ({ body: { email: `${newName()}@example.com`, password: 'wrong' } }),
  },
  completeSignIn: {
    access: 'none',
    verdicts: OPEN,
    passes: '401 sign_in_expired',
    request: () => ({ body: { ticket: 'x', code: '123456' } }),
  },
  askForPasskey: { access: 'none', verdicts: OPEN, request: () => ({ body: {} }) },
  signInWithPasskey: {
    access: 'none',
    verdicts: OPEN,
    passes: '401 passkey_unknown',
    request: () => ({
      body: {
        credential: {
          ...credential,
          response: {
            clientDataJSON: BASE64URL,
            authenticatorData: BASE64URL,
            signature: BASE64URL,
          },
        },
      },
    }),
  },
  getSession: { access: 'session', verdicts: PEOPLE },
  signOut: { access: 'session', verdicts: PEOPLE, ends: 'session' },
  confirmPerson: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '403 password_wrong',
    request: async (stage) => {
      await preparePasswords(stage);
      return { body: { password: 'wrong' } };
    },
  },
  listSessions: { access: 'session', verdicts: PEOPLE },
  endSession: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '404 session_not_found',
    request: () => ({ params: { id: NOTHING } }),
  },
  endOtherSessions: { access: 'session', verdicts: PEOPLE, ends: 'other sessions' },
  getAccount: { access: 'session', verdicts: PEOPLE },
  changePassword: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '403 password_wrong',
    request: async (stage) => {
      await preparePasswords(stage);
      return {
        body: { current_password: 'wrong', new_password: ['marble', 'tram', 'ocean'].join(' ') },
      };
    },
  },
  beginTotp: { access: 'session', verdicts: PEOPLE },
  confirmTotp: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '403 code_wrong',
    request: async ({ platform, cast }) => {
      await platform.database.deleteFrom('sign_in_failures').execute();
      await platform.database
        .insertInto('totp_factors')
        .values(
          Object.values(cast.people).map(({ id }) => ({ user_id: id, secret: Buffer.alloc(20) })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { body: { code: 'no code' } };
    },
  },
  removeTotp: { access: 'session', verdicts: PEOPLE },
  renewRecoveryCodes: { access: 'session', verdicts: PEOPLE, passes: '409 totp_off' },
  listPasskeys: { access: 'session', verdicts: PEOPLE },
  beginPasskey: { access: 'session', verdicts: PEOPLE },
  registerPasskey: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '400 passkey_invalid',
    request: () => ({
      body: {
        name: 'laptop',
        credential: {
          ...credential,
          response: { clientDataJSON: BASE64URL, attestationObject: BASE64URL },
        },
      },
    }),
  },
  renamePasskey: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '404 passkey_not_found',
    request: () => ({ params: { id: NOTHING }, body: { name: 'laptop' } }),
  },
  deletePasskey: {
    access: 'session',
    verdicts: PEOPLE,
    passes: '404 passkey_not_found',
    request: () => ({ params: { id: NOTHING } }),
  },
} satisfies Record<AccountRouteName, Row>;
