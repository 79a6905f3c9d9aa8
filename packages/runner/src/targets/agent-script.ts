import { basename } from 'node:path';

/** Programs that run a file on this machine; a container or a remote shell has files of its own. */
const INTERPRETERS = /^(?:node|bun|deno|tsx|python[\d.]*|ruby|perl|php|bash|sh)(?:\.exe)?$/;
const SCRIPT = /\.(?:[cm]?[jt]s|py|rb|pl|php|sh)$/;
/** With these the program is in the command line itself, or is a module by name. */
const WITHOUT_FILE = new Set(['-e', '-c', '-m', '-p', '--eval', '--print']);

/**
 * The file that a command runs, as it is written there: `agent.mjs` of `node agent.mjs`.
 *
 * @param command - the program and its arguments
 * @returns `undefined` when the program is no interpreter of files, or is given none
 */
export function agentScript(command: readonly string[]): string | undefined {
  const [program = '', ...args] = command;
  if (!INTERPRETERS.test(basename(program)) || args.some((arg) => WITHOUT_FILE.has(arg))) {
    return undefined;
  }
  return args.find((arg) => !arg.startsWith('-') && SCRIPT.test(arg));
}
