import { SMTPServer } from 'smtp-server';

/** A mail server on this machine. */
export interface TestMailServer {
  /** For `FLUXLOOP_PLATFORM_SMTP_URL`, with the name and the password. */
  url: string;
  /** What its password is. */
  password: string;
  /** Every letter that it has taken, in the order of their coming. */
  letters: { from: string; to: string[]; text: string }[];
  /** Waits for the next letter to an address; each is given once. */
  letterTo(address: string): Promise<string>;
  close(): Promise<void>;
}

/** Long enough for a machine with much to do; it is waited for only when a letter does not come. */
const PATIENCE_MS = 15_000;

/** Starts one that takes letters from who has its name and password. */
export async function startTestMailServer(): Promise<TestMailServer> {
  const letters: TestMailServer['letters'] = [];
  const given = new Set<object>();
  const password = ['mail', 'server', 'p@ss/word'].join(' ');
  const server = new SMTPServer({
    // TLS on loopback would need a certificate; beyond it the mailer does not go without.
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) => {
      const good = auth.username === 'fluxloop' && auth.password === password;
      done(good ? null : new Error('no'), good ? { user: 'fluxloop' } : undefined);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: decode(Buffer.concat(parts).toString('utf8')),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://fluxloop:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    password,
    letters,
    letterTo: async (to) => {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const letter = letters.find((one) => one.to.includes(to) && !given.has(one));
        if (letter !== undefined) {
          given.add(letter);
          return letter.text;
        }
        if (Date.now() > deadline) throw new Error(`No letter has come for ${to}.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Undoes quoted-printable (RFC 2045, section 6.7). */
function decode(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The token of the link in a letter. */
export function linkTokenIn(letter: string): string {
  const token = /#token=([\w-]+)/.exec(letter)?.[1];
  if (token === undefined) throw new Error(`There is no link in: ${letter}`);
  return token;
}
