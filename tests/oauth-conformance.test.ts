import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';

const PAGE = 'docs/oauth-conformance.md';
/** Where the tests of each side are. */
const SOURCES = {
  platform: testsOf('packages/platform/src'),
  client: testsOf('packages/core/src'),
};

interface Row {
  section: string;
  by: keyof typeof SOURCES;
  title: string;
}

const rows = readRows(readFileSync(join(repository, PAGE), 'utf8'));

/** The text of all tests below a folder, as their authors wrote the titles. */
function testsOf(folder: string): string {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(repository, folder, file), 'utf8'))
    .join('\n');
}

/** The rows that name a test: section, demand, side, title. */
function readRows(text: string): Row[] {
  return text.split('\n').flatMap((line) => {
    const [, section = '', , by = '', title = ''] = line.split('|').map((cell) => cell.trim());
    return by === 'platform' || by === 'client' ? [{ section, by, title }] : [];
  });
}

/** Whether a test of that title is among them: the title ends where its quotation mark closes. */
function isThere(source: string, title: string): boolean {
  return ["'", '"', '`'].some((mark) => source.includes(mark + title + mark));
}

describe(PAGE, () => {
  it('lists every RFC that the sign-in rests on', () => {
    const text = readFileSync(join(repository, PAGE), 'utf8');
    for (const rfc of [6749, 7009, 7636, 8252, 8414, 8628, 9207, 9700]) {
      expect(text).toMatch(new RegExp(`^## RFC ${rfc}: `, 'm'));
    }
    expect(rows.length).toBeGreaterThan(100);
  });

  it.each(rows)('names a test that exists: $section, $by: $title', ({ by, title }) => {
    expect(isThere(SOURCES[by], title)).toBe(true);
  });

  it('lists every test of the platform that names an RFC', () => {
    const titles = [...SOURCES.platform.matchAll(/'(RFC \d{4} [\d.]+: [^'\n]+)'/g)].map(
      ([, title]) => title ?? '',
    );
    expect(titles.length).toBeGreaterThan(80);
    const listed = new Set(rows.map((row) => row.title));
    expect(titles.filter((title) => !listed.has(title))).toEqual([]);
  });
});
