import type { Role } from '@fluxloop/core/contract';
import type { Mail } from './mailer.js';

/** The link with which a forgotten password is replaced. */
export function resetLetter(
  to: string,
  { url, publicUrl }: { url: string; publicUrl: string },
): Mail {
  return {
    to,
    subject: 'Your new FluxLoop password',
    text: `Somebody, probably you, asked for a new password at ${publicUrl}.

Open this link within the hour to choose one. It works once:

${url}

If it was not you, do nothing: your password stays as it is.
`,
  };
}

/** Says that the password is another now, to who may not have done it. */
export function passwordChangedLetter(to: string, publicUrl: string): Mail {
  return {
    to,
    subject: 'Your FluxLoop password was changed',
    text: `The password of your account at ${publicUrl} was changed, and everything that was signed in with it
is signed out.

If it was not you, ask for a new password at ${publicUrl}/forgot, and tell an admin of the platform.
`,
  };
}

/** Asks somebody into a project. */
export function invitationLetter(
  to: string,
  invitation: { project: string; role: Role; invitedBy: string; url: string; publicUrl: string },
): Mail {
  const { project, role, invitedBy, url, publicUrl } = invitation;
  return {
    to,
    // Neither name is in the subject: both are somebody's own words.
    subject: 'You are invited to a project on FluxLoop',
    text: `${oneLine(invitedBy)} invites you to the project "${oneLine(project)}" at ${publicUrl}, as ${role}.

Open this link within seven days:

${url}

If you do not know who that is, do nothing.
`,
  };
}

/** Somebody's own words must not look like ours. */
function oneLine(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, 200);
}
