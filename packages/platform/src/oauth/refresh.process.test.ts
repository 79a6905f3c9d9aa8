import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../platform.js';
import { startTestPlatform, type TestPlatform, testFolder } from '../platform.test-support.js';
import { postRefresh, signInProgram, tokensOf, tryToken } from './oauth.test-support.js';

/** A program that renews whatever token each line of its input names, and prints the answer. */
const PROGRAM = `
  import { createInterface } from 'node:readline';
  for await (const line of createInterface({ input: process.stdin })) {
    const { url, token } = JSON.parse(line);
    const response = await fetch(url + '/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token', client_id: 'fluxloop-cli', refresh_token: token,
      }),
    });
    const answer = { status: response.status, body: await response.json() };
    process.stdout.write(JSON.stringify(answer) + '\\n');
  }
`;

const PROCESSES = 8;
const ROUNDS = 12;

interface Renewal {
  status: number;
  body: { access_token: string; refresh_token: string };
}

let platform: TestPlatform;
let folder: string;
const replicas: Platform[] = [];
const programs: { process: ChildProcess; lines: AsyncIterator<string> }[] = [];

beforeAll(async () => {
  platform = await startTestPlatform();
  folder = await testFolder();
  for (const name of ['second', 'third']) {
    replicas.push(
      await startPlatform({
        data: path.join(folder, name),
        port: 0,
        databaseUrl: platform.databaseUrl,
        env: {},
      }),
    );
  }
  for (let index = 0; index < PROCESSES; index += 1) {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    programs.push({ process: child, lines });
  }
});
afterAll(async () => {
  for (const program of programs) program.process.stdin?.end();
  await Promise.all(replicas.map((replica) => replica.close()));
  await platform?.close();
  await rm(folder, { recursive: true });
});

/** Lets every process renew the same token at once, spread over the addresses. */
async function renewAtOnce(addresses: readonly string[], token: string): Promise<Renewal[]> {
  for (const [index, program] of programs.entries()) {
    const url = addresses[index % addresses.length];
    program.process.stdin?.write(`${JSON.stringify({ url, token })}\n`);
  }
  return Promise.all(
    programs.map(async ({ lines }) => {
      const { value } = await lines.next();
      return JSON.parse(String(value)) as Renewal;
    }),
  );
}

describe.each([
  ['one replica', 1],
  ['three replicas', 3],
])('%s', (_name, count) => {
  it('gives processes that renew at once one successor, and signs nobody out', async () => {
    const addresses = [platform.url, ...replicas.map((replica) => replica.url)].slice(0, count);
    const person = await platform.addPerson();
    let { refresh_token: token } = await signInProgram(platform, person);
    for (let round = 0; round < ROUNDS; round += 1) {
      const renewals = await renewAtOnce(addresses, token);
      expect(renewals.map((renewal) => renewal.status)).toEqual(Array(PROCESSES).fill(200));
      const successors = new Set(renewals.map((renewal) => renewal.body.refresh_token));
      expect(successors.size).toBe(1);
      const tokens = new Set(renewals.map((renewal) => renewal.body.access_token));
      expect(tokens.size).toBe(1);
      const [access = ''] = tokens;
      expect((await tryToken(platform, access)).status).toBe(200);
      [token = ''] = successors;
    }
    // One token for each use, and the last one not used yet.
    const { tokens } = await platform.database
      .selectFrom('refresh_tokens as r')
      .innerJoin('login_families as f', 'f.id', 'r.family_id')
      .select(({ fn }) => fn.countAll<string>().as('tokens'))
      .where('f.user_id', '=', person.id)
      .executeTakeFirstOrThrow();
    expect(Number(tokens)).toBe(ROUNDS + 1);
    tokensOf(await postRefresh(platform, token));
  });
});
