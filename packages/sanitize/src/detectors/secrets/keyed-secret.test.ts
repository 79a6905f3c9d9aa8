import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../sanitizer.js';
import { keyedRows } from './keyed-rows/index.js';
import { textOf } from './token-rows/token-of.test-support.js';

const sanitizer = createSanitizer();
const found = (text: string) =>
  sanitizer.detect(text).map(({ start, end }) => text.slice(start, end));

describe.each(keyedRows().map((row) => ({ rule: row.rule, row })))('$rule', ({ row }) => {
  const value = textOf(row.form);
  const [vendor = ''] = row.vendors;
  const name = vendor.toUpperCase();

  it.each([
    `${name}_CLIENT_TOKEN = "%"`,
    `${name}_API_KEY=%\n`,
    `setProperty("${name}_KEY", "%")`,
    `<${vendor}Token>\n    %\n</${vendor}Token>`,
    `the ${vendor} key is %.`,
    `${vendor}:\n  token: "%"`,
  ])('is found in %s', (around) => {
    expect(found(around.replace('%', () => value))).toEqual([value]);
  });

  it('is not found without its vendor', () => {
    const rules = sanitizer.detect(`commit ${value} done`).map(({ rule }) => rule);
    expect(rules).not.toContain(row.rule);
  });

  it('is not found as a part of something longer', () => {
    expect(found(`the ${vendor} key is x${value} now`)).not.toContain(value);
  });

  it('is not found when it is too short', () => {
    const short = value.slice(0, Math.floor(value.length / 2));
    const rules = sanitizer.detect(`the ${vendor} key is ${short} now`).map(({ rule }) => rule);
    expect(rules).not.toContain(row.rule);
  });

  it('is not found in the form that documents use', () => {
    expect(found(`the ${vendor} key is ${'x'.repeat(value.length)} here`)).toEqual([]);
  });

  it('names a page of its vendor', () => {
    expect(new URL(row.source).protocol).toBe('https:');
  });
});
