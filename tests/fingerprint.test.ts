import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fingerprintedFiles } from '../scripts/workspace/fingerprint.mjs';
import { repository } from '../scripts/workspace/paths.mjs';

describe('what decides whether the packages are built again', () => {
  it('holds nothing that a build writes, so that one build is enough', () => {
    const files = fingerprintedFiles(['packages']);
    expect(files).toContain('packages/cli/src/commands/test.ts');
    const { stdout } = spawnSync('git', ['check-ignore', '--stdin'], {
      cwd: repository,
      input: files.join('\n'),
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });
});
