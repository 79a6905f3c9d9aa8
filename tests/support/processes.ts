import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The processes that belong to a folder: it stands in their command line, or they work in it.
 * Linux only, where `/proc` tells without another program.
 *
 * @returns their command lines
 */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandLine(pid).includes(folder) || workingFolder(pid).startsWith(folder))
    .map(commandLine)
    .filter((line) => line !== '');
}

/** Waits until a folder has no process left; gives those that stay after `patienceMs`. */
export async function processesLeftIn(folder: string, patienceMs = 10_000): Promise<string[]> {
  const deadline = Date.now() + patienceMs;
  while (processesOf(folder).length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return processesOf(folder);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
