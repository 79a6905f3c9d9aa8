import { describe, expect, it } from 'vitest';
import { type BrowserSurroundings, whyNoLocalBrowser } from './local-browser.js';

/** A desktop with a browser, unless a test says otherwise. */
const why = (around: Partial<BrowserSurroundings>) =>
  whyNoLocalBrowser({
    platform: 'linux',
    exists: () => false,
    read: () => '6.1.0-13-amd64',
    ...around,
    env: { DISPLAY: ':0', ...around.env },
  });

describe('a browser on this machine', () => {
  it.each<[string, Partial<BrowserSurroundings>]>([
    ['a desktop of X11', {}],
    ['a desktop of Wayland', { env: { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' } }],
    ['macOS', { platform: 'darwin', env: { DISPLAY: undefined } }],
    ['Windows', { platform: 'win32', env: { DISPLAY: undefined } }],
    ['a variable that says no', { env: { CI: 'false', CODESPACES: '0', AI_AGENT: '' } }],
  ])('is likely on %s', (_, around) => {
    expect(why(around)).toBeNull();
  });

  it.each<[string, Partial<BrowserSurroundings>]>([
    ['SSH', { env: { SSH_CONNECTION: '10.0.0.1 5 10.0.0.2 22' } }],
    ['SSH', { platform: 'darwin', env: { SSH_TTY: '/dev/ttys001' } }],
    ['Codespace', { env: { CODESPACES: 'true' } }],
    ['workspace', { env: { GITPOD_WORKSPACE_ID: 'x' } }],
    ['coding agent', { env: { CLAUDECODE: '1' } }],
    ['coding agent', { env: { CURSOR_AGENT: '1' } }],
    ['coding agent', { env: { AI_AGENT: 'any@1' } }],
    ['CI', { env: { CI: 'true' } }],
    ['WSL', { env: { WSL_DISTRO_NAME: 'Debian' } }],
    ['WSL', { read: () => '5.15.90.1-microsoft-standard-WSL2' }],
    ['container', { exists: (path) => path === '/.dockerenv' }],
    ['container', { exists: (path) => path === '/run/.containerenv' }],
    ['container', { env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }],
    ['no display', { env: { DISPLAY: '' } }],
  ])('is not likely: %s', (reason, around) => {
    expect(why(around)).toContain(reason);
  });
});
