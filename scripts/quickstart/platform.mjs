import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { platformBin } from '../workspace/paths.mjs';

/** @typedef {import('../workspace/child-processes.mjs').ChildProcesses} ChildProcesses */
/** @typedef {import('./places.mjs').QuickstartPlaces} QuickstartPlaces */

/**
 * @typedef {object} RunningPlatform
 * @property {string} url - its address, without a slash at the end
 * @property {string | null} setupToken - the one-time token for the first admin, while there is none
 * @property {import('node:child_process').ChildProcess} process
 */

const DEFAULT_PORT = 4400;

/**
 * Starts the platform on its embedded database, on the port of last time, else the usual one, else
 * any that is free, and waits until it answers.
 *
 * @param {ChildProcesses} processes
 * @param {QuickstartPlaces} places
 * @param {NodeJS.ProcessEnv} [env] - settings of the platform, such as `DATABASE_URL`
 * @returns {Promise<RunningPlatform>}
 * @throws {Error} with what it said, when it ends instead of listening
 */
export async function startPlatform(processes, places, env = {}) {
  mkdirSync(places.folder, { recursive: true });
  for (const wanted of [lastPort(places), DEFAULT_PORT]) {
    if (wanted === undefined || (await freePort(wanted)) === undefined) continue;
    try {
      return await startOn(wanted, processes, places, env);
    } catch (error) {
      // Another program took it after it was found to be free.
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  const port = await freePort(0);
  if (port === undefined) throw new Error('No port is free on 127.0.0.1.');
  return startOn(port, processes, places, env);
}

/**
 * @param {number} port
 * @param {ChildProcesses} processes
 * @param {QuickstartPlaces} places
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<RunningPlatform>}
 * @throws {PortTaken} when something else listens there
 */
async function startOn(port, processes, places, env) {
  const child = processes.start(
    process.execPath,
    [platformBin, 'start', '--data', places.platform, '--port', String(port), '--json'],
    { cwd: places.folder, env: { ...environment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const event = await listening(child);
  writeFileSync(places.state, `${JSON.stringify({ port })}\n`);
  const fragment = event.setup_url === null ? '' : new URL(event.setup_url).hash.slice(1);
  return {
    url: event.url,
    setupToken: new URLSearchParams(fragment).get('token'),
    process: child,
  };
}

/** The platform ended because something else listens on its port. */
class PortTaken extends Error {}

/** The caller's environment less what would point this platform at another database. */
function environment() {
  const { DATABASE_URL: _database, FLUXLOOP_PLATFORM_PORT: _port, ...rest } = process.env;
  return rest;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ url: string, setup_url: string | null }>}
 */
function listening(child) {
  return new Promise((resolve, reject) => {
    /** @type {string[]} */
    const said = [];
    const note = (/** @type {string} */ line) => {
      said.push(line);
      said.splice(0, Math.max(0, said.length - 20));
    };
    if (!child.stdout || !child.stderr) throw new Error('The platform was started without pipes.');
    createInterface({ input: child.stderr }).on('line', note);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parse(line);
      if (event?.event === 'listening') resolve(event);
      else note(line);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const Kind = said.some((line) => parse(line)?.error?.code === 'port_in_use')
        ? PortTaken
        : Error;
      reject(
        new Kind(
          `The platform ended (${signal ?? `code ${code}`}) before it listened:\n\n${said.join('\n')}`,
        ),
      );
    });
  });
}

/** @param {string} line */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * @param {QuickstartPlaces} places
 * @returns {number | undefined}
 */
function lastPort(places) {
  try {
    const { port } = JSON.parse(readFileSync(places.state, 'utf8'));
    return Number.isInteger(port) ? port : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} wanted - 0 for any
 * @returns {Promise<number | undefined>} the port when it can be listened on
 */
function freePort(wanted) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(port));
    });
  });
}
