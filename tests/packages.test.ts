import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';

describe('the packages as they would be published', () => {
  it('publint and attw find nothing wrong with any of them', () => {
    const output = execFileSync(
      process.execPath,
      [join(repository, 'scripts/check-packages.mjs')],
      {
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
    for (const name of readdirSync(join(repository, 'packages'))) {
      expect(output).toContain(`${name}: publint and attw find nothing`);
    }
  });
});
