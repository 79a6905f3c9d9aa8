import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes that still run with a text in their command line, Linux only: there `/proc` tells
 * without another program.
 *
 * @param text - such as the path of a data folder
 * @returns their command lines
 */
export function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(commandLine)
    .filter((line) => line.includes(text));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
