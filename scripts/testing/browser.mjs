import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names that Chrome, Edge and Chromium go by on the PATH. */
const COMMANDS = [
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chromium',
  'chromium-browser',
];

/** Where they are installed on macOS and Windows. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder === undefined
      ? []
      : [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ];
  }),
];

/**
 * A browser that the tests can drive: the one that `FLUXLOOP_BROWSER` names, or the first Chrome,
 * Edge or Chromium found on the machine.
 *
 * @returns {string | undefined} the path of its executable
 */
export function findBrowser() {
  const named = process.env.FLUXLOOP_BROWSER;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => COMMANDS.map((command) => join(folder, command)));
  return [...(named ? [named] : []), ...onPath, ...PLACES].find(isExecutable);
}

/**
 * Installs Debian's Chromium where that is possible without asking anybody.
 *
 * @param {import('../workspace/child-processes.mjs').ChildProcesses} processes
 * @param {string} log
 * @returns {Promise<string | undefined>} why it was not done
 */
export async function installBrowser(processes, log) {
  if (!existsSync('/usr/bin/apt-get')) {
    return 'this system has no apt-get; install Chrome, Edge or Chromium, or set FLUXLOOP_BROWSER';
  }
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const options = { cwd: '/', log, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  try {
    for (const args of [
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      const [command, ...rest] = [...prefix, ...args];
      await processes.run(command ?? 'apt-get', rest, options);
    }
    return undefined;
  } catch {
    return `Debian's chromium package could not be installed (see ${log}); install a Chrome, Edge or Chromium, or set FLUXLOOP_BROWSER`;
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
