import type { PendingDeviceSignIn } from '@fluxloop/core/oauth';

/**
 * What a person is told who signs in with the browser of this machine. The address is always there:
 * a browser that does not open says nothing.
 */
export function browserNotice(url: string): string {
  return [
    'Your browser opens, to sign in and to authorize this command.',
    'If it does not, open this address in it:',
    '',
    `  ${url}`,
    '',
    'Waiting for the browser, for five minutes at most …',
    '',
  ].join('\n');
}

/**
 * What a person is told who signs in with a code.
 *
 * @param reason - why there is no browser here; `null` where the person asked for a code
 */
export function deviceNotice(pending: PendingDeviceSignIn, reason: string | null): string {
  const complete = pending.verificationUriComplete;
  return [
    ...(reason === null ? [] : [`Signing in with a code, because ${reason}.`]),
    'In any browser, on any machine:',
    '',
    `  1. Open ${pending.verificationUri}`,
    `  2. Enter the code  ${pending.userCode}`,
    '',
    ...(complete === null ? [] : [`Or open ${complete} and compare the code.`, '']),
  ].join('\n');
}

/** What follows {@link deviceNotice} where the command waits. */
export function waitingNotice(pending: PendingDeviceSignIn): string {
  return `Waiting until ${pending.expiresAt.replace(/\.\d+Z$/, 'Z')}; Ctrl-C ends it …\n`;
}
