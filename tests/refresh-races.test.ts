import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandOutcome, runCli } from './support/command.ts';
import { type Replicas, startReplicas } from './support/replicas.ts';
import { signInHome } from './support/sign-in.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

const PROCESSES = 32;
const ROUNDS = Number(process.env.FLUXLOOP_REFRESH_ROUNDS ?? 1);

describe.each([1, 3])('%i replicas', (count) => {
  let folder: LongLivedFolder;
  let replicas: Replicas;
  let place: { cwd: string; home: string };
  beforeAll(async () => {
    folder = longLivedFolder();
    replicas = await startReplicas(folder.path, count);
    place = { cwd: folder.path, home: join(folder.path, 'home') };
    await signInHome(replicas, place);
  });
  afterAll(async () => {
    await replicas.close();
    folder.remove();
  });

  const stored = () => JSON.parse(readFileSync(join(place.home, 'credentials'), 'utf8'));
  const expire = () => {
    const document = stored();
    document.profiles.default.expires_at = '2020-01-01T00:00:00Z';
    writeFileSync(join(place.home, 'credentials'), JSON.stringify(document), { mode: 0o600 });
  };
  const everybody = (argv: string[]): Promise<CommandOutcome[]> =>
    Promise.all(Array.from({ length: PROCESSES }, () => runCli(argv, place)));

  it(
    `${PROCESSES} processes with one expired profile, ${ROUNDS} rounds: one refresh each, nobody signed out`,
    async () => {
      const refreshTokens = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        refreshTokens.add(stored().profiles.default.refresh_token);
        expire();
        replicas.balancer.forget();
        const outcomes = await everybody(['auth', 'whoami', '--json']);
        for (const { code, stdout, stderr } of outcomes) {
          expect({ round, code, stderr }).toEqual({ round, code: 0, stderr: '' });
          expect(JSON.parse(stdout).user_email).toBe(replicas.admin.email);
        }
        expect({ round, refreshes: replicas.balancer.count('POST', '/oauth/token') }).toEqual({
          round,
          refreshes: 1,
        });
        expect(Date.parse(stored().profiles.default.expires_at)).toBeGreaterThan(Date.now());
      }
      refreshTokens.add(stored().profiles.default.refresh_token);
      expect(refreshTokens.size).toBe(ROUNDS + 1);
      expect(replicas.balancer.used.size).toBe(count);
    },
    60_000 + ROUNDS * 60_000,
  );

  it(`${PROCESSES} processes that all are told to refresh leave a session that works`, async () => {
    replicas.balancer.forget();
    const outcomes = await everybody(['auth', 'refresh', '--json']);
    expect(outcomes.map(({ code }) => code)).toEqual(Array.from({ length: PROCESSES }, () => 0));
    expect((await runCli(['auth', 'whoami'], place)).code).toBe(0);
  }, 120_000);
});
