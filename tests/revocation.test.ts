import { join } from 'node:path';
import { createClient, type FluxLoopClient, keyReference } from '@fluxloop/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickstartPlaces } from '../scripts/quickstart/places.mjs';
import { startPlatform } from '../scripts/quickstart/platform.mjs';
import { ChildProcesses } from '../scripts/workspace/child-processes.mjs';
import { type OwnDatabase, startOwnDatabase } from './support/database.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

/** How often a key is made, used, revoked and used again. */
const ROUNDS = Number(process.env.FLUXLOOP_REVOCATION_ROUNDS ?? 40);
/** Requests that each replica is sent at the same time, all the while. */
const USERS_PER_REPLICA = 3;
/** Requests that each of them begins after the revocation was answered. */
const ATTEMPTS_AFTERWARDS = 2;

/** A round takes a third of a second; this is for slow machines. */
const ROUND_MS = 5_000;

/** What the replicas answered to one key. */
interface Round {
  /** By replica: requests that were let through before. */
  accepted: number[];
  /** What was answered to requests that began after the revocation was answered. */
  afterwards: number[];
}

describe('a revocation, on three replicas of the platform on one PostgreSQL', () => {
  let place: LongLivedFolder;
  let database: OwnDatabase;
  let team: Team;
  let admin: FluxLoopClient;
  const processes = new ChildProcesses();
  const replicas: string[] = [];

  beforeAll(async () => {
    place = longLivedFolder();
    database = await startOwnDatabase(join(place.path, 'database'));
    const env = { DATABASE_URL: database.url };
    team = await startTeam(join(place.path, 'one'), env);
    replicas.push(team.url);
    for (const name of ['two', 'three']) {
      const places = quickstartPlaces(join(place.path, name));
      replicas.push((await startPlatform(processes, places, env)).url);
    }
    admin = await team.asAdmin();
  });
  afterAll(async () => {
    await processes.stopAll();
    await team?.close();
    await database?.stop();
    place?.remove();
  });

  /** Uses a key everywhere without a pause, revokes it through one replica, and goes on using it. */
  async function playRound(revokedBy: string): Promise<Round> {
    const { key } = await admin.apiKeys.create({ name: 'round', scope: 'admin' });
    const headers = { authorization: `Bearer ${key.reveal()}` };
    const round: Round = { accepted: replicas.map(() => 0), afterwards: [] };
    let answered = false;
    const use = async (replica: string, index: number): Promise<void> => {
      for (let attempts = 0; attempts < ATTEMPTS_AFTERWARDS; ) {
        const beganAfterwards = answered;
        const { status, body } = await fetch(`${replica}/v1/principal`, { headers });
        await body?.cancel();
        if (beganAfterwards) {
          round.afterwards.push(status);
          attempts += 1;
        } else if (status === 200) {
          round.accepted[index] = (round.accepted[index] ?? 0) + 1;
        }
      }
    };
    const users = replicas.flatMap((replica, index) =>
      Array.from({ length: USERS_PER_REPLICA }, () => use(replica, index)),
    );
    // Each has let the key through before, so that each would have something to remember.
    while (round.accepted.some((count) => count === 0)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    // The key ends itself, by whichever replica.
    const itself = createClient({ endpoint: revokedBy, credential: key });
    await itself.apiKeys.revoke(keyReference(key));
    answered = true;
    await Promise.all(users);
    return round;
  }

  it(`holds at once and everywhere, ${ROUNDS} times over`, {
    timeout: ROUND_MS * ROUNDS + 60_000,
  }, async () => {
    let accepted = 0;
    let refused = 0;
    for (let number = 0; number < ROUNDS; number += 1) {
      const round = await playRound(replicas[number % replicas.length] ?? team.url);
      accepted += round.accepted.reduce((sum, count) => sum + count, 0);
      refused += round.afterwards.length;
      expect(round.afterwards, `round ${number}`).toEqual(round.afterwards.map(() => 401));
    }
    expect(accepted).toBeGreaterThanOrEqual(ROUNDS * replicas.length);
    expect(refused).toBe(ROUNDS * replicas.length * USERS_PER_REPLICA * ATTEMPTS_AFTERWARDS);
  });
});
