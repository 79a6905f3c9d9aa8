import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';

/** Runs a tool of the workspace; what it complains about is the failure. */
function complaints(tool: string, bin: string, args: readonly string[]): string {
  const program = join(repository, 'node_modules', tool, bin);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: repository,
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

/** The first takes in every package and example; a browser's types are apart. */
const projects = ['tsconfig.json', 'packages/platform/web/tsconfig.json'];

describe('the source', () => {
  it.each(projects)('has sound types by %s, its tests included', (project) => {
    expect(complaints('typescript', 'bin/tsc', ['-p', project])).toBe('');
  });

  it('is formatted, and free of what the linter knows', () => {
    expect(complaints('@biomejs/biome', 'bin/biome', ['check', '.'])).toBe('');
  });

  it('exports nothing and depends on nothing that is not used', () => {
    expect(complaints('knip', 'bin/knip.js', [])).toBe('');
  });
});
