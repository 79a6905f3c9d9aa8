import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  linkTokenIn,
  startTestMailServer,
  type TestMailServer,
} from '../mail/mail-server.test-support.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

type Person = Awaited<ReturnType<TestPlatform['addPerson']>>;

let platform: TestPlatform;
let admin: Person;
const params = { project: 'shop' };
const password = ['correct', 'horse', 'battery'].join(' ');

beforeAll(async () => {
  platform = await startTestPlatform();
  admin = await platform.addPerson({ roles: { shop: 'admin' } });
});
afterAll(() => platform?.close());

let invited = 0;
const newAddress = () => {
  invited += 1;
  return `invited-${invited}@example.com`;
};
const invite = (email: string, role = 'editor') =>
  platform.call('createInvitation', { as: admin, params, body: { email, role } });
const tokenFor = async (email: string, role = 'editor') =>
  linkTokenIn((await invite(email, role)).value().url ?? '');
const accept = (token: string, secret = password) =>
  platform.call('acceptInvitation', { body: { token, password: secret } });
const join = (as: Person, token: string) =>
  platform.call('joinByInvitation', { as, body: { token } });
const lookUp = (token: string) => platform.call('lookUpInvitation', { body: { token } });
const roles = async () => {
  const { members } = (await platform.call('listMembers', { as: admin, params })).value();
  return Object.fromEntries(members.map(({ email, role }) => [email, role]));
};
const waiting = async () =>
  (await platform.call('listInvitations', { as: admin, params })).value().invitations;

describe('an invitation', () => {
  it('makes the account of the address, joins the project and signs in', async () => {
    const email = newAddress();
    const token = await tokenFor(email.toUpperCase());
    expect((await lookUp(token)).value()).toMatchObject({
      project: { slug: 'shop' },
      role: 'editor',
      email,
      invited_by: admin.email,
      has_account: false,
    });
    const answer = await accept(token);
    expect(answer.value().user).toMatchObject({ email, is_admin: false });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { projects } = (await platform.call('listProjects', { as: { cookie } })).value();
    expect(projects.map(({ slug, role }) => [slug, role])).toEqual([['shop', 'editor']]);
    expect((await roles())[email]).toBe('editor');
    expect((await waiting()).map((one) => one.email)).not.toContain(email);
    const again = await platform.call('signIn', { body: { email, password } });
    expect(again.status).toBe(201);
  });

  it('is joined with the account that is signed in', async () => {
    const person = await platform.addPerson();
    const token = await tokenFor(person.email, 'viewer');
    expect((await lookUp(token)).value().has_account).toBe(true);
    const refused = await accept(token);
    expect([refused.status, refused.problem().code]).toEqual([409, 'account_exists']);
    expect((await join(person, token)).value()).toEqual({ project: 'shop', role: 'viewer' });
    expect((await roles())[person.email]).toBe('viewer');
  });

  it('does not take from who is in the project already', async () => {
    const token = await tokenFor(newAddress(), 'viewer');
    expect((await join(admin, token)).value()).toEqual({ project: 'shop', role: 'admin' });
    expect((await roles())[admin.email]).toBe('admin');
    const member = await invite(admin.email);
    expect([member.status, member.problem().code]).toEqual([409, 'already_a_member']);
  });

  it('works once, also when twenty use it at once', async () => {
    const token = await tokenFor(newAddress());
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await lookUp(token)).problem().code).toBe('invitation_unknown');
  });

  it('of an address that was invited before takes the place of the first', async () => {
    const email = newAddress();
    const first = await tokenFor(email, 'admin');
    const second = await tokenFor(email, 'viewer');
    expect((await accept(first)).status).toBe(404);
    expect((await waiting()).filter((one) => one.email === email)).toHaveLength(1);
    expect((await accept(second)).status).toBe(201);
    expect((await roles())[email]).toBe('viewer');
  });

  it('is taken back, by the admins of its own project only', async () => {
    const email = newAddress();
    const token = await tokenFor(email);
    const { id } = (await waiting()).find((one) => one.email === email) ?? { id: '' };
    const stranger = await platform.addPerson({ roles: { elsewhere: 'admin' } });
    const foreign = await platform.call('revokeInvitation', {
      as: stranger,
      params: { project: 'elsewhere', id },
    });
    expect([foreign.status, foreign.problem().code]).toEqual([404, 'invitation_not_found']);
    const revoked = await platform.call('revokeInvitation', {
      as: admin,
      params: { ...params, id },
    });
    expect(revoked.status).toBe(204);
    expect((await accept(token)).problem().code).toBe('invitation_unknown');
  });

  it('is kept under a hash only, and dies after seven days', async () => {
    const token = await tokenFor(newAddress());
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(i)::text as row from invitations i
    `.execute(platform.database);
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
    await sql`update invitations set expires_at = created_at + interval '7 days' - interval '7 days'`.execute(
      platform.database,
    );
    expect((await lookUp(token)).status).toBe(404);
    expect((await accept(token)).status).toBe(404);
    expect((await join(await platform.addPerson(), token)).status).toBe(404);
    expect(await waiting()).toEqual([]);
  });

  it('is not used up by a password that is refused', async () => {
    const email = newAddress();
    const token = await tokenFor(email);
    expect((await accept(token, `${email}!`)).problem().code).toBe('password_personal');
    expect((await accept(token)).status).toBe(201);
  });

  it('shows no token in the list or in the log', async () => {
    const token = await tokenFor(newAddress());
    await lookUp(token);
    expect(JSON.stringify(await waiting())).not.toContain(token);
    expect(await platform.log()).not.toContain(token);
  });
});

describe('with a mail server', () => {
  let mail: TestMailServer;
  let mailing: TestPlatform;
  beforeAll(async () => {
    mail = await startTestMailServer();
    mailing = await startTestPlatform({
      env: {
        FLUXLOOP_PLATFORM_SMTP_URL: mail.url,
        FLUXLOOP_PLATFORM_MAIL_FROM: 'fluxloop@platform.example',
      },
    });
  });
  afterAll(async () => {
    await mailing?.close();
    await mail?.close();
  });

  it('the link is mailed and nobody else sees it; when that fails, the admin gets it', async () => {
    const as = await mailing.addPerson({ roles: { shop: 'admin' } });
    const email = newAddress();
    const send = () =>
      mailing.call('createInvitation', { as, params, body: { email, role: 'viewer' } });
    expect((await send()).value().url).toBeNull();
    const letter = await mail.letterTo(email);
    expect(letter).toContain(as.email);
    const token = linkTokenIn(letter);
    const opened = await mailing.call('lookUpInvitation', { body: { token } });
    expect(opened.value().email).toBe(email);

    await mail.close();
    const handed = (await send()).value().url ?? '';
    expect(handed).toContain(`${mailing.url}/invitation#token=`);
    expect(await mailing.log()).toContain('a letter could not be sent');
  });
});
