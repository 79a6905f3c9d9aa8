import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that outlives a test; who asked for it removes it. */
export interface LongLivedFolder {
  path: string;
  remove(): void;
}

/**
 * An empty folder for a whole group of tests. Others may enter it: where the tests run as root,
 * PostgreSQL runs as somebody else and must reach its data.
 */
export function longLivedFolder(): LongLivedFolder {
  const path = mkdtempSync(join(tmpdir(), 'fluxloop-test-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An empty folder that is gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = longLivedFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}
