import type { MailSettings } from '../config/account-settings.js';
import { isLoopback } from '../config/exposure.js';

/** A letter. */
export interface Mail {
  to: string;
  subject: string;
  /** Plain text: nothing in it is loaded, tracked or hidden behind another address. */
  text: string;
}

/** Sends mail. */
export interface Mailer {
  /** False: no server is set, and nothing can be sent. */
  readonly enabled: boolean;
  /**
   * Sends, and waits until the server has it.
   *
   * @returns false when it could not be sent
   */
  deliver(mail: Mail): Promise<boolean>;
  /** Sends later, so that the time of an answer tells nobody whether there was somebody to write to. */
  post(mail: Mail): void;
  /** Waits for what was posted; called when the platform stops. */
  close(): Promise<void>;
}

/** A server that takes longer is down; an admin waits for the answer. */
const TIMEOUT_MS = 10_000;

/**
 * Makes the mailer. Beyond this machine mail goes over TLS only: the letters hold links that sign in.
 *
 * @param settings - `null`: nothing is ever sent
 * @param onFailure - told when a letter could not be sent
 */
export function createMailer(
  settings: MailSettings | null,
  onFailure: (error: unknown) => void,
): Mailer {
  const posted = new Set<Promise<unknown>>();
  // Loaded now: the first letter must not take longer than none.
  const library = settings === null ? null : import('nodemailer');
  const deliver = async (mail: Mail): Promise<boolean> => {
    if (settings === null || library === null) return false;
    try {
      await send(await library, settings, mail);
      return true;
    } catch (error) {
      onFailure(error);
      return false;
    }
  };
  return {
    enabled: settings !== null,
    deliver,
    post: (mail) => {
      const sending = deliver(mail).finally(() => posted.delete(sending));
      posted.add(sending);
    },
    close: async () => {
      await Promise.all(posted);
    },
  };
}

async function send(
  { createTransport }: typeof import('nodemailer'),
  { url, from }: MailSettings,
  mail: Mail,
): Promise<void> {
  const server = new URL(url.reveal());
  const secure = server.protocol === 'smtps:';
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1');
  const transport = createTransport({
    host,
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isLoopback(host),
    ...(server.username === ''
      ? {}
      : {
          auth: {
            user: decodeURIComponent(server.username),
            pass: decodeURIComponent(server.password),
          },
        }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ ...mail, from, textEncoding: 'quoted-printable' });
  } finally {
    transport.close();
  }
}
