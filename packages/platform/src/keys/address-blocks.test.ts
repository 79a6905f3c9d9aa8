import { describe, expect, it } from 'vitest';
import { blocksContain, blocksInclude, normalizeBlock } from './address-blocks.js';

describe('normalizeBlock', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32'],
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0::1', '2001:db8::1/128'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::ffff:203.0.113.7', '203.0.113.7/32'],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
  ])('writes %s as %s', (text, shortest) => {
    expect(normalizeBlock(text)).toBe(shortest);
  });

  it.each(['203.0.113.7/24', '2001:db8::1/32'])(
    'takes %s for a mistake, and says both things that it may mean',
    (text) => {
      const [address = '', bits = ''] = text.split('/');
      expect(() => normalizeBlock(text)).toThrow(
        expect.objectContaining({
          options: expect.objectContaining({
            code: 'address_block_invalid',
            hint: expect.stringMatching(new RegExp(`/${bits} for the block, or ${address}`)),
          }),
        }),
      );
    },
  );

  it.each(['203.0.113.0/33', '2001:db8::/129', 'example.com', '1.2.3', '', '10.0.0.0/-1'])(
    'takes %j for no block',
    (text) => {
      expect(() => normalizeBlock(text)).toThrow();
    },
  );
});

describe('blocksInclude', () => {
  const blocks = ['203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32'];
  it.each([
    ['203.0.113.0', true],
    ['203.0.113.255', true],
    ['203.0.114.0', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['::ffff:203.0.113.9', true],
    ['::ffff:203.0.114.9', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['not an address', false],
    ['203.0.113.9:4711', false],
    ['', false],
  ])('of %s is %s', (address, included) => {
    expect(blocksInclude(blocks, address)).toBe(included);
  });

  it('does not take one family for the other', () => {
    expect(blocksInclude(['0.0.0.0/0'], '2001:db8::1')).toBe(false);
    expect(blocksInclude(['::/0'], '203.0.113.9')).toBe(false);
  });
});

describe('blocksContain', () => {
  it.each([
    ['203.0.113.0/24', true],
    ['203.0.113.128/25', true],
    ['203.0.113.7/32', true],
    ['203.0.112.0/23', false],
    ['::/0', false],
  ])('%s in 203.0.113.0/24 is %s', (inner, contained) => {
    expect(blocksContain(['203.0.113.0/24'], inner)).toBe(contained);
  });
});
