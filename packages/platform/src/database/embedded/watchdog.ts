import { type ChildProcess, spawn } from 'node:child_process';
import type { DatabaseOwner } from './owner.js';

/**
 * Runs a program and takes the end of standard input for the end of node: a pipe closes however
 * its writer dies, `kill -9` included. The program then gets SIGINT (PostgreSQL's fast shutdown)
 * and, five seconds later, SIGQUIT (its immediate one; recovery runs at the next start).
 *
 * Signals to the whole group are ignored here, so that the watchdog outlives what it watches;
 * the reader is a subshell, because a shell that waits in `read` cannot notice a child's exit.
 */
const SCRIPT = `
trap '' HUP INT TERM
exec 3<&0 </dev/null
"$@" 3<&- &
program=$!
(
  while read -r _ <&3; do :; done
  kill -INT "$program" 2>/dev/null
  for _ in 1 2 3 4 5; do
    sleep 1
    kill -0 "$program" 2>/dev/null || exit 0
  done
  kill -QUIT "$program" 2>/dev/null
) &
reader=$!
exec 3<&-
wait "$program"
status=$?
kill -KILL "$reader" 2>/dev/null
exit "$status"
`;

/**
 * Starts `program` so that it cannot outlive this process. Ending the child's `stdin` stops it
 * in order; the child's exit code is the program's.
 *
 * @param logFile - an open file descriptor for what the program prints
 */
export function spawnWatched(options: {
  program: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  owner: DatabaseOwner | null;
  logFile: number;
}): ChildProcess {
  return spawn('/bin/sh', ['-c', SCRIPT, 'fluxloop-watchdog', options.program, ...options.args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', options.logFile, options.logFile],
    // A session of its own: Ctrl-C in the terminal is for node, which stops the database after
    // its last query.
    detached: true,
    ...(options.owner ?? {}),
  });
}
