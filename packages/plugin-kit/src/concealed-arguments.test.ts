import { describe, expect, it } from 'vitest';
import { concealArguments, revealArgument } from './concealed-arguments.js';

const key = ['flx', 'sa', 'K'.repeat(40)].join('_');
const revealed = (argv: string[]) => concealArguments(argv).map(revealArgument);

describe('concealArguments', () => {
  it.each([
    [['test', '--api-key', 'anything']],
    [['test', '--api-key=anything', '--json']],
    [['apikeys', 'revoke', key]],
    [[key, `--token=${key}`]],
  ])('takes every secret out of %j, and gives it back', (argv) => {
    const safe = concealArguments(argv);
    expect(safe).toHaveLength(argv.length);
    expect(safe.join(' ')).not.toMatch(/anything|KKK/);
    // A flag and its value in one word come back through the flag's value.
    const values = safe.map((word) => word.replace(/^--[a-z-]+=/, '')).map(revealArgument);
    expect(values.join(' ')).toMatch(/anything|KKK/);
  });

  it.each([
    [['test', '--api-key', '-']],
    [['test', '--upload', '--profile', 'flx_staging']],
    [['results', 'show', 'run_20261121_143022_k3f9']],
    [['init', '{secret-1}']],
  ])('leaves %j as it is', (argv) => {
    expect(concealArguments(argv)).toEqual(argv);
    expect(revealed(argv)).toEqual(argv);
  });

  it('does not fail where a value is missing', () => {
    expect(concealArguments(['test', '--api-key'])).toEqual(['test', '--api-key']);
    expect(revealed(['--api-key='])).toEqual(['--api-key={secret-1}']);
  });
});
