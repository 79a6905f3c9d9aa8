import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatShard, isInShard, parseShard, shardOfEnvironment } from './shard.js';

const ids = Array.from(
  { length: 4000 },
  (_, index) => `c_${hash('sha256', String(index)).slice(0, 20)}`,
);

describe('a shard', () => {
  it('is written as part and whole, counted from 1', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, total: 8 });
    expect(formatShard({ index: 2, total: 8 })).toBe('2/8');
  });

  it.each(['0/8', '9/8', '2', '2/0', '1.5/3', '-1/3', 'a/b', '2/8/1', '1/20000', ''])(
    'is refused when it is written as %j',
    (text) => {
      expect(() => parseShard(text)).toThrow(
        expect.objectContaining({ code: 'shard_invalid', exitCode: 2 }),
      );
    },
  );

  it.each([1, 2, 3, 7, 8])(
    'of %i has every case in exactly one of them, about as many in each',
    (total) => {
      const sizes = new Map<number, number>();
      for (const id of ids) {
        const members = Array.from({ length: total }, (_, index) => index + 1).filter((index) =>
          isInShard(id, { index, total }),
        );
        expect(members).toHaveLength(1);
        sizes.set(members[0] ?? 0, (sizes.get(members[0] ?? 0) ?? 0) + 1);
      }
      for (const size of sizes.values()) {
        expect(Math.abs(size - ids.length / total)).toBeLessThan(0.15 * (ids.length / total) + 1);
      }
    },
  );
});

describe('the shard of the environment', () => {
  it("is GitLab's node, counted from 1", () => {
    const { shard, notice } = shardOfEnvironment({ CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' }, 7);
    expect(shard).toEqual({ index: 2, total: 5 });
    expect(notice).toContain('2/5');
  });

  it('is the index of an Indexed Job, counted from 0, of as many as are configured', () => {
    const env = { JOB_COMPLETION_INDEX: '0' };
    expect(shardOfEnvironment(env, 4).shard).toEqual({ index: 1, total: 4 });
    expect(shardOfEnvironment({ JOB_COMPLETION_INDEX: '3' }, 4).shard).toEqual({
      index: 4,
      total: 4,
    });
    expect(shardOfEnvironment(env, undefined)).toMatchObject({
      shard: null,
      notice: expect.stringContaining('test.shards'),
    });
  });

  it('is none where there is but one job', () => {
    expect(shardOfEnvironment({}, 4)).toEqual({ shard: null, notice: null });
    expect(shardOfEnvironment({ CI_NODE_TOTAL: '1' }, undefined).shard).toBeNull();
    expect(
      shardOfEnvironment({ CI_NODE_INDEX: '1', CI_NODE_TOTAL: '1' }, undefined).shard,
    ).toBeNull();
  });

  it.each([
    [{ CI_NODE_INDEX: '6', CI_NODE_TOTAL: '5' }],
    [{ CI_NODE_INDEX: '0', CI_NODE_TOTAL: '5' }],
    [{ CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '5' }],
    [{ JOB_COMPLETION_INDEX: '4' }],
  ])('is refused where it makes no sense: %j', (env) => {
    expect(() => shardOfEnvironment(env, 4)).toThrow(
      expect.objectContaining({ code: 'shard_invalid' }),
    );
  });
});
