import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/**
 * What files are named from for those who look at the repository: the folder that CI has checked out
 * (`GITHUB_WORKSPACE`), or the nearest one with `.git` in it.
 * @param root - the project's folder
 * @returns the way from there to the project with `/` at its end; empty when they are one
 */
export async function pathFromRepository(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const workspace = env.GITHUB_WORKSPACE;
  const top = workspace && isWithin(root, workspace) ? workspace : await repositoryOf(root);
  const path = relative(top, root).split(sep).join('/');
  return path === '' ? '' : `${path}/`;
}

async function repositoryOf(root: string): Promise<string> {
  for (let folder = root; ; folder = dirname(folder)) {
    // A folder, or a file in worktrees and submodules.
    if ((await stat(join(folder, '.git')).catch(() => null)) !== null) return folder;
    if (dirname(folder) === folder) return root;
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}
