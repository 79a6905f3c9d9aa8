import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { NotFoundError } from '@fluxloop/core/errors';
import { findRun, RUN_FILES, stateFolder } from './run-folder.js';

/**
 * The folders of the runs that a word names: a run's id or `latest`, the folder of a run, or a folder
 * of such folders, as a CI system leaves them that has gathered the results of several jobs.
 * @param root - the project's folder
 * @param cwd - what paths are relative to
 * @throws NotFoundError `run_not_found`
 */
export async function findRunFolders(root: string, cwd: string, word: string): Promise<string[]> {
  if (word === 'latest' || /^run_\w+$/.test(word)) {
    const stored = await findRun(root, word).catch(() => null);
    if (stored !== null) return [stored.folder];
  }
  const path = resolve(cwd, word);
  const found = [
    ...(await runsAt(path)),
    ...(await runsIn(path)),
    ...(await runsIn(join(stateFolder(path), 'results'))),
  ];
  if (found.length > 0) return found;
  if (word === basename(word)) return [(await findRun(root, word)).folder];
  throw new NotFoundError('run_not_found', `${path} is not the folder of a run, nor of runs.`, {
    hint: 'Name runs by their ids, or by folders that hold a plan.json.',
  });
}

async function runsIn(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => []);
  const found: string[] = [];
  for (const name of names.sort()) found.push(...(await runsAt(join(path, name))));
  return found;
}

async function runsAt(path: string): Promise<string[]> {
  const plan = await stat(join(path, RUN_FILES.plan)).catch(() => null);
  return plan?.isFile() === true ? [path] : [];
}
