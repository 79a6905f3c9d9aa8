import { type RouteName, routes } from '@fluxloop/core/contract';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Actor, chunkOf, runOf, startTestPlatform } from '../platform.test-support.js';
import type { Row } from './matrix-row.test-support.js';
import { CASE, ROWS, RUN } from './matrix-rows.test-support.js';
import { assemble, PRINCIPALS, PROJECT, type PrincipalName } from './principals.test-support.js';
import { BY_ACCESS, type Verdict } from './verdicts.test-support.js';

const documentSchema = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), 'x-access': z.string() })),
  ),
});

// The matrix is made from what the platform serves, so it is asked before the tests are named.
const platform = await startTestPlatform();
const cast = await assemble(platform);
const document = documentSchema.parse(await (await fetch(`${platform.url}/openapi.json`)).json());
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
const rows: Readonly<Record<string, Row>> = ROWS;

const place = { project: PROJECT, run_id: RUN };
const as = cast.actors.admin;
await platform.call('createRun', { as, params: place, body: runOf(RUN) });
await platform.call('uploadChunk', { as, params: { ...place, chunk: 0 }, body: chunkOf([CASE]) });

afterAll(() => platform.close());

/** Who knocks; where the route ends what it is called with, somebody whom no other row needs. */
async function actorOf(row: Row, who: PrincipalName): Promise<Actor> {
  if (row.ends === undefined || !(who in cast.people)) return cast.actors[who];
  return row.ends === 'session'
    ? cast.newSession(who as keyof typeof cast.people)
    : platform.addPerson();
}

async function knock(name: RouteName, row: Row, who: PrincipalName): Promise<Verdict> {
  const actor = await actorOf(row, who);
  const request = await row.request?.({ platform, cast });
  const answer = await platform.call(name, { ...request, as: actor });
  if (answer.status === routes[name].success.status) {
    answer.value();
    return 'passes';
  }
  return `${answer.status} ${answer.problem().code}` as Verdict;
}

describe('the OpenAPI document', () => {
  it('describes every route of the contract, and each has a row in the matrix', () => {
    const described = operations.map(({ operationId }) => operationId).sort();
    expect(described).toEqual(Object.keys(routes).sort());
    expect(Object.keys(rows).sort()).toEqual(described);
  });

  it.each(operations)('says of $operationId who may call it, as the contract does', (operation) => {
    const name = operation.operationId as RouteName;
    expect(operation['x-access']).toBe(routes[name].access);
    expect(rows[name]?.access).toBe(routes[name].access);
  });
});

describe('the matrix', () => {
  it('has a verdict of its own only where more than the access decides', () => {
    const special = Object.entries(rows)
      .filter(([, { access, verdicts }]) => !BY_ACCESS[access].includes(verdicts))
      .map(([name]) => name);
    expect(special.sort()).toEqual([
      'changePerson',
      'createApiKey',
      'createProject',
      'createResetLink',
      'getApiKey',
      'listPeople',
      'revokeApiKey',
      'rotateApiKey',
    ]);
  });

  describe.each(operations)('$operationId', ({ operationId }) => {
    it.each(PRINCIPALS)('answers: %s', async (who) => {
      const row = rows[operationId];
      if (row === undefined) throw new Error(`${operationId} has no row in the matrix.`);
      const expected = row.verdicts[who];
      expect(await knock(operationId as RouteName, row, who)).toBe(
        expected === 'passes' ? (row.passes ?? 'passes') : expected,
      );
    });
  });
});

describe('a refusal for the scope', () => {
  const guarded = operations.filter(({ operationId }) =>
    Object.values(rows[operationId]?.verdicts ?? {}).includes('403 scope_insufficient'),
  );

  it.each(guarded)(
    'by $operationId names both scopes and the command for a fitting key',
    async ({ operationId }) => {
      const row = rows[operationId];
      const refused = PRINCIPALS.filter((who) => row?.verdicts[who] === '403 scope_insufficient');
      for (const who of refused) {
        const request = await row?.request?.({ platform, cast });
        const answer = await platform.call(operationId as RouteName, {
          ...request,
          as: cast.actors[who],
        });
        const { needed_scope, granted_scope, command, title, hint } = answer.problem();
        expect(title).toContain(`needs the scope ${needed_scope}`);
        expect(title).toContain(`has ${granted_scope}`);
        // Who signed in for less can make no key for more.
        const verb = who.endsWith(' token') ? 'auth login' : 'apikeys create';
        expect(command).toMatch(
          new RegExp(`^fluxloop ${verb} --scope (?:read|write|read-write|admin)$`),
        );
        expect(hint).toContain(command);
        expect(hint).toContain('fluxloop apikeys create --scope ');
      }
    },
  );
});
