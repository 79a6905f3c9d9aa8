import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKERS } from '../project.test-support.js';
import { type Machine, type MemoryPlatform, machine, memoryPlatform } from './sync.test-support.js';
import type { SyncScenariosOptions } from './sync-options.js';

/** More of them in the long form. */
const ROUNDS = Number(process.env.FLUXLOOP_SYNC_ROUNDS ?? 25);
const NAMES = ['refunds', 'returns'] as const;
const fileOf = (name: string) => `scenarios/${name}.yaml`;

/** One thing that somebody does on one of the machines. */
type Step =
  | { do: 'edit'; on: number; name: string; at: number; secret: boolean }
  | { do: 'delete'; on: number; name: string }
  | { do: 'lose notes'; on: number }
  | { do: 'lose answer' }
  | { do: 'sync'; on: number; how: Partial<SyncScenariosOptions> };

const on = fc.nat({ max: 2 });
const name = fc.constantFrom(...NAMES);
const how = fc.record(
  {
    direction: fc.constantFrom('both', 'pull', 'push'),
    keep: fc.constantFrom('local', 'remote'),
    deleteThere: fc.boolean(),
  },
  { requiredKeys: [] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      on,
      name,
      at: fc.nat(),
      secret: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), on, name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose notes' as const), on }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose answer' as const }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('sync' as const), on, how }) as fc.Arbitrary<Step>,
  },
);

/** Three people and a platform. */
class World {
  readonly platform: MemoryPlatform = memoryPlatform();
  readonly machines: Machine[] = [];
  /** Every line that somebody wrote; each is written once. */
  readonly written: { line: string; name: string }[] = [];
  /** Scenarios that somebody has deleted, somewhere: what was in them may be gone. */
  readonly deleted = new Set<string>();

  async begin(): Promise<void> {
    for (const _ of [0, 1, 2]) this.machines.push(await machine(this.platform));
  }

  on(index: number): Machine {
    const found = this.machines[index];
    if (found === undefined) throw new RangeError('There is no such machine.');
    return found;
  }

  async take(one: Step): Promise<void> {
    switch (one.do) {
      case 'edit':
        return this.#edit(one);
      case 'delete':
        this.deleted.add(one.name);
        return this.on(one.on)
          .remove(fileOf(one.name))
          .catch(() => undefined);
      case 'lose notes':
        return this.on(one.on)
          .remove('.fluxloop/sync.json')
          .catch(() => undefined);
      case 'lose answer':
        return this.platform.loseNextAnswer();
      case 'sync':
        await this.sync(this.on(one.on), one.how);
    }
  }

  /** Adds a line of its own somewhere. */
  async #edit({
    on: index,
    name: which,
    at,
    secret,
  }: Extract<Step, { do: 'edit' }>): Promise<void> {
    const person = this.on(index);
    const number = this.written.length + 1;
    const said = secret ? `line ${number}. write to ${MARKERS.email}` : `line ${number}.`;
    const line = `  - ${JSON.stringify(said)}`;
    const [head = 'inputs:', ...lines] = ((await person.read(fileOf(which))) ?? 'inputs:\n')
      .trimEnd()
      .split('\n');
    lines.splice(at % (lines.length + 1), 0, line);
    this.written.push({ line: `line ${number}.`, name: which });
    await person.write(fileOf(which), `${[head, ...lines].join('\n')}\n`);
  }

  /** @returns the error's code; `null` when it went well */
  async sync(person: Machine, options: Partial<SyncScenariosOptions>): Promise<string | null> {
    try {
      await person.sync(options);
      return null;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return String(error.code);
      throw error;
    }
  }

  /** Everything that is anywhere: files, what was kept aside, versions of the platform. */
  async texts(which: string): Promise<string> {
    const all: string[] = [...this.platform.history(which)];
    for (const person of this.machines) {
      all.push((await person.read(fileOf(which))) ?? '', ...(await person.replaced()));
    }
    return all.join('\n');
  }

  async end(): Promise<void> {
    for (const person of this.machines) await person[Symbol.asyncDispose]();
  }
}

async function live(steps: readonly Step[], check: (world: World) => Promise<void>): Promise<void> {
  const world = new World();
  try {
    await world.begin();
    for (const one of steps) await world.take(one);
    await check(world);
  } finally {
    await world.end();
  }
}

const steps = fc.array(step, { minLength: 4, maxLength: 24 });

describe('whatever people do, and in whatever order they sync', () => {
  it('no line that somebody wrote is lost, unless somebody deleted its scenario', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (all) =>
        live(all, async (world) => {
          for (const { line, name: which } of world.written) {
            if (!world.deleted.has(which)) expect(await world.texts(which)).toContain(line);
          }
        }),
      ),
      { numRuns: ROUNDS },
    );
  });

  it('they come together as soon as nobody changes anything and conflicts are settled', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (all) =>
        live(all, async (world) => {
          for (const _ of [1, 2, 3]) {
            for (const person of world.machines) await world.sync(person, { keep: 'remote' });
          }
          const before = NAMES.map((one) => world.platform.history(one).length);
          for (const person of world.machines) {
            expect(await world.sync(person, {})).toBeNull();
            const standings = Object.values(await person.standings());
            expect(standings.every((one) => one === 'in_sync' || one === 'deleted_here')).toBe(
              true,
            );
          }
          // Nothing travels back and forth.
          expect(NAMES.map((one) => world.platform.history(one).length)).toEqual(before);
        }),
      ),
      { numRuns: ROUNDS },
    );
  });

  it('nothing sensitive leaves, and nothing is stored twice', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (all) =>
        live(all, async (world) => {
          for (const one of NAMES) {
            const history = world.platform.history(one);
            expect(history.join('\n')).not.toContain(MARKERS.email);
            expect(history.filter((text, index) => text === history[index - 1])).toEqual([]);
          }
        }),
      ),
      { numRuns: ROUNDS },
    );
  });
});
