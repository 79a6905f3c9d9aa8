import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../../platform.test-support.js';
import { hashPassword } from '../passwords.js';
import { type Misbehaviour, SoftwareAuthenticator } from './authenticator.test-support.js';
import { relyingParty, requireRelyingParty } from './relying-party.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
let authenticator: SoftwareAuthenticator;
/** Where browsers let a page of this platform ask for passkeys. */
let origin: string;

beforeAll(async () => {
  platform = await startTestPlatform();
  origin = `http://localhost:${new URL(platform.url).port}`;
});
afterAll(() => platform?.close());
beforeEach(async () => {
  person = await platform.addPerson();
  authenticator = new SoftwareAuthenticator(origin);
});

const begin = async (as = person) => (await platform.call('beginPasskey', { as })).value();
const keep = (credential: object, as = person) =>
  platform.call('registerPasskey', { as, body: { name: 'Laptop', credential } });
const register = async (wrong?: Misbehaviour) => keep(authenticator.create(await begin(), wrong));
const ask = async (body: object = {}) => (await platform.call('askForPasskey', { body })).value();
const present = (credential: object, ticket?: string) =>
  platform.call('signInWithPasskey', { body: { credential, ticket } });
const signIn = async (wrong?: Misbehaviour) => present(authenticator.get(await ask(), wrong));
const list = async () => (await platform.call('listPasskeys', { as: person })).value().passkeys;

describe('registering a passkey', () => {
  it('asks for one that is found without an e-mail address and that checks its owner', async () => {
    const options = await begin();
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'FluxLoop' },
      user: { name: person.email },
      excludeCredentials: [],
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257]);
    expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32);
  });

  it('keeps what its owner calls it, and lists it', async () => {
    const made = (await register()).value();
    expect(made).toEqual({
      id: expect.any(String),
      name: 'Laptop',
      synced: false,
      created_at: expect.any(String),
      last_used_at: null,
    });
    expect(await list()).toEqual([made]);
    expect((await begin()).excludeCredentials).toHaveLength(1);
  });

  it.each<[string, Misbehaviour]>([
    ['of another site', { origin: 'https://fluxloop.example' }],
    ['of this machine under its address in numbers', { origin: 'http://127.0.0.1:4400' }],
    ['for another host', { rpId: 'example.com' }],
    ['that did not check its owner', { verified: false }],
  ])('refuses an answer %s', async (_, wrong) => {
    const answer = await register(wrong);
    expect([answer.status, answer.problem().code]).toEqual([400, 'passkey_invalid']);
    expect(await list()).toEqual([]);
  });

  it('refuses an answer to an older challenge, and takes each challenge once', async () => {
    const options = await begin();
    expect((await keep(authenticator.create(options))).status).toBe(201);
    const again = await keep(authenticator.create(options));
    expect([again.status, again.problem().code]).toEqual([400, 'passkey_invalid']);
    const late = await begin();
    await sql`update passkey_challenges set expires_at = now()`.execute(platform.database);
    expect((await keep(authenticator.create(late))).status).toBe(400);
  });

  it("refuses an answer to somebody else's challenge, or to that of a sign-in", async () => {
    const options = await begin();
    const other = await platform.addPerson();
    expect((await keep(authenticator.create(options), other)).status).toBe(400);
    const { challenge } = await ask();
    expect((await keep(authenticator.create({ ...options, challenge }))).status).toBe(400);
  });

  it('refuses what is no answer of an authenticator at all', async () => {
    const credential = authenticator.create(await begin());
    const response = { ...credential.response, attestationObject: 'AAAA' };
    const answer = await keep({ ...credential, response });
    expect([answer.status, answer.problem().code]).toEqual([400, 'passkey_invalid']);
  });
});

describe('signing in with a passkey', () => {
  it('needs nothing else, and tells nobody which accounts there are', async () => {
    await register();
    expect(await ask()).toMatchObject({
      rpId: 'localhost',
      allowCredentials: [],
      userVerification: 'required',
    });
    const answer = await signIn();
    expect(answer.value().user.email).toBe(person.email);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(cookie).not.toBe('');
    expect((await platform.call('getSession', { as: { cookie } })).status).toBe(200);
    const [used] = await list();
    expect(used?.last_used_at).not.toBeNull();
  });

  it('is a whole sign-in also for an account with an authenticator app', async () => {
    await register();
    await turnOnTotp();
    expect((await signIn()).status).toBe(201);
  });

  it.each<[string, Misbehaviour]>([
    ['for another site', { origin: 'https://fluxloop.example' }],
    ['for another host', { rpId: 'example.com' }],
    ['without a check of its owner', { verified: false }],
  ])('is refused when it signs %s', async (_, wrong) => {
    await register();
    const answer = await signIn(wrong);
    expect([answer.status, answer.problem().code]).toEqual([401, 'passkey_refused']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('takes each signature once, also when it comes twice at once', async () => {
    await register();
    const credential = authenticator.get(await ask());
    const answers = await Promise.all([present(credential), present(credential)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
  });

  it('refuses a copy, whose count of signatures does not grow', async () => {
    await register();
    expect((await signIn({ counter: 7 })).status).toBe(201);
    expect((await signIn({ counter: 7 })).status).toBe(401);
    expect((await signIn({ counter: 6 })).status).toBe(401);
    expect((await signIn({ counter: 8 })).status).toBe(201);
  });

  it('refuses the signature of another passkey', async () => {
    await register();
    const stranger = new SoftwareAuthenticator(origin);
    stranger.create(await begin());
    const mine = authenticator.get(await ask());
    const theirs = stranger.get(await ask());
    const forged = { ...theirs, id: mine.id, rawId: mine.id };
    expect((await present(forged)).problem().code).toBe('passkey_refused');
  });

  it('refuses one that was deleted', async () => {
    const { id } = (await register()).value();
    await platform.call('deletePasskey', { as: person, params: { id } });
    const answer = await signIn();
    expect([answer.status, answer.problem().code]).toEqual([401, 'passkey_unknown']);
  });

  it('refuses a challenge of its own', async () => {
    await register();
    const options = { ...(await ask()), challenge: Buffer.alloc(32, 1).toString('base64url') };
    expect((await present(authenticator.get(options))).problem().code).toBe('passkey_refused');
  });
});

describe('a passkey as the second factor', () => {
  const password = ['tundra', 'pocket', 'ribbon'].join(' ');
  async function newTicket() {
    const { email } = person;
    const answer = (await platform.call('signIn', { body: { email, password } })).value();
    if (!('second_factor' in answer)) throw new Error('The password was enough.');
    return answer.second_factor;
  }
  beforeEach(async () => {
    await platform.database
      .updateTable('users')
      .set({ password_hash: await hashPassword(password) })
      .where('id', '=', person.id)
      .execute();
    await register();
    await turnOnTotp();
  });

  it('is offered, and completes the sign-in once', async () => {
    const { ticket, methods } = await newTicket();
    expect(methods).toContain('passkey');
    const options = await ask({ ticket });
    expect(options.allowCredentials).toHaveLength(1);
    expect((await present(authenticator.get(options), ticket)).status).toBe(201);
    const again = await platform.call('askForPasskey', { body: { ticket } });
    expect([again.status, again.problem().code]).toEqual([401, 'sign_in_expired']);
  });

  it('must be one of the account whose password was given', async () => {
    const { ticket } = await newTicket();
    const other = await platform.addPerson();
    const theirs = new SoftwareAuthenticator(origin);
    await keep(theirs.create(await begin(other)), other);
    const answer = await present(theirs.get(await ask()), ticket);
    expect([answer.status, answer.problem().code]).toEqual([401, 'passkey_unknown']);
  });
});

describe('looking after passkeys', () => {
  it('renames and deletes, and only ones own', async () => {
    const { id } = (await register()).value();
    const stranger = await platform.addPerson();
    const rename = (as: { cookie: string }, name: string) =>
      platform.call('renamePasskey', { as, params: { id }, body: { name } });
    expect((await rename(stranger, 'mine now')).problem().code).toBe('passkey_not_found');
    const foreign = await platform.call('deletePasskey', { as: stranger, params: { id } });
    expect([foreign.status, foreign.problem().code]).toEqual([404, 'passkey_not_found']);
    expect((await rename(person, '  Blue key ')).value().name).toBe('Blue key');
    expect((await rename(person, '   ')).status).toBe(400);
    expect((await platform.call('deletePasskey', { as: person, params: { id } })).status).toBe(204);
    expect(await list()).toEqual([]);
  });
});

describe('where passkeys work', () => {
  it('is told: on this machine at localhost, elsewhere at the public address', async () => {
    const account = await platform.call('getAccount', { as: person });
    expect(account.value().passkey_origin).toBe(origin);
  });

  it.each([
    ['https://fluxloop.example.com', 'fluxloop.example.com', 'https://fluxloop.example.com'],
    [
      'https://fluxloop.example.com:8443',
      'fluxloop.example.com',
      'https://fluxloop.example.com:8443',
    ],
    ['http://127.0.0.1:4400', 'localhost', 'http://localhost:4400'],
    ['http://[::1]:4400', 'localhost', 'http://localhost:4400'],
  ])('is bound to the host name: %s', (url, id, where) => {
    expect(relyingParty(url)).toEqual({ id, origin: where });
  });

  it.each(['https://192.0.2.1', 'https://[2001:db8::1]:8443'])(
    'is nowhere at an address in numbers, and that is said: %s',
    (url) => {
      expect(relyingParty(url)).toBeNull();
      expect(() => requireRelyingParty(url)).toThrow(/Passkeys need a host name/);
    },
  );
});

async function turnOnTotp(): Promise<void> {
  await platform.database
    .insertInto('totp_factors')
    .values({ user_id: person.id, secret: Buffer.alloc(20, 7), confirmed_at: new Date() })
    .execute();
}
