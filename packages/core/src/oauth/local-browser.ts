import { existsSync, readFileSync } from 'node:fs';
import type { Environment } from '../storage/home.js';

/** What is looked at to tell whether a browser would open in front of the person. */
export interface BrowserSurroundings {
  env: Environment;
  /** Default: this process's. */
  platform?: NodeJS.Platform;
  /** Default: the file system. */
  exists?: (path: string) => boolean;
  /** The text of a file, or `''`. Default: the file system. */
  read?: (path: string) => string;
}

/** Variables that say by being set that there is no browser in front of the person, and why. */
const SIGNS: readonly (readonly [reason: string, variables: readonly string[]])[] = [
  ['this is a GitHub Codespace', ['CODESPACES']],
  [
    'this is a cloud workspace',
    ['GITPOD_WORKSPACE_ID', 'CODER_WORKSPACE_NAME', 'REMOTE_CONTAINERS'],
  ],
  ['this is a session over SSH', ['SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY']],
  // Where a program types: https://www.npmjs.com/package/@vercel/detect-agent lists these.
  [
    'a coding agent runs this command',
    [
      'AI_AGENT',
      'CLAUDECODE',
      'CLAUDE_CODE',
      'CURSOR_AGENT',
      'CURSOR_TRACE_ID',
      'GEMINI_CLI',
      'CODEX_SANDBOX',
      'CODEX_THREAD_ID',
      'OPENCODE',
      'AUGMENT_AGENT',
      'REPL_ID',
    ],
  ],
  ['this is CI', ['CI', 'CONTINUOUS_INTEGRATION', 'BUILD_NUMBER']],
];

/**
 * Tells why a browser on this machine would likely not open in front of the person.
 *
 * @returns the reason, for people; `null` where a browser is likely
 */
export function whyNoLocalBrowser(around: BrowserSurroundings): string | null {
  const { env, platform = process.platform, exists = existsSync, read = readText } = around;
  for (const [reason, variables] of SIGNS) {
    if (variables.some((name) => isSet(env[name]))) return reason;
  }
  if (platform !== 'linux') return null;
  // A browser of Windows cannot always reach the loopback of the Linux beside it.
  if (isSet(env.WSL_DISTRO_NAME) || /microsoft/i.test(read('/proc/sys/kernel/osrelease'))) {
    return 'this is WSL';
  }
  // Docker's and Podman's own marks: https://github.com/containers/podman/issues/3586
  if (exists('/.dockerenv') || exists('/run/.containerenv') || isSet(env.KUBERNETES_SERVICE_HOST)) {
    return 'this is a container';
  }
  return isSet(env.DISPLAY) || isSet(env.WAYLAND_DISPLAY) ? null : 'there is no display';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
