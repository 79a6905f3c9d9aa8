import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { looksRandom, makeupOf } from '../../engine/randomness.js';
import { isMask, isStandIn, isWording } from '../../engine/stand-ins.js';
import type { Window } from '../../engine/window.js';

const LONGEST_AUTHORITY = 384;
const SHORTEST_PASSWORD = 4;
const SHORTEST_TOKEN = 16;
const SLASH = 47;
const COLON = 58;
const AT = 64;

/** The user information of an authority (RFC 3986, section 3.2.1). */
interface UserInfo {
  start: number;
  /** The first colon; the place of the `@` if there is none. */
  colon: number;
  at: number;
}

function userInfoAt(window: Window, start: number): UserInfo | undefined {
  let colon = -1;
  let at = -1;
  for (let i = start; i - start < LONGEST_AUTHORITY; i++) {
    const code = window.at(i);
    if (endsAuthority(code)) break;
    if (code === COLON && colon < 0 && at < 0) colon = i;
    if (code === AT) at = i;
  }
  if (at < 0) return undefined;
  return { start, colon: colon < 0 || colon > at ? at : colon, at };
}

function endsAuthority(code: number): boolean {
  if (code < 33 || code === SLASH || code === 34 || code === 39 || code === 60 || code === 62) {
    return true;
  }
  return code === 92 || code === 96 || code === 35 || code === 63; // \ ` # ?
}

/** Hosts that are this machine, where a password is that of a trial. */
function isLoopback(window: Window, host: number): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', 'host.docker.internal'].some((name) =>
    window.reads(name, host),
  );
}

function isPassword(window: Window, user: string, password: string, at: number): boolean {
  if (password.length < SHORTEST_PASSWORD || isMask(password)) return false;
  if (isLoopback(window, at + 1) && (isWording(password) || user === password)) return false;
  return password === 'pass' || !isStandIn(password);
}

/** A token in the place of the user: `https://TOKEN@host`, `https://TOKEN:x-oauth-basic@host`. */
function isToken(user: string, password: string): boolean {
  if (user.length < SHORTEST_TOKEN || (password !== '' && password !== 'x-oauth-basic')) {
    return false;
  }
  return !isStandIn(user) && looksRandom(makeupOf(user));
}

/**
 * Secrets before the host of a URL: the password, or a token in the user's place. The rest of the
 * URL stays readable. That holds for connection strings of databases and queues as well.
 *
 * @see RFC 3986, section 3.2.1
 */
export const urlSecret: Detector = {
  rule: 'url-password',
  type: 'api_key',
  anchors: ['colon'],
  gate: { before: (code) => isIn(Alphabet.alphanumeric, code), behind: (code) => code === SLASH },
  find(window, colon): Match | undefined {
    if (window.at(colon + 1) !== SLASH || window.at(colon + 2) !== SLASH) return undefined;
    if (!isIn(Alphabet.alphanumeric, window.at(colon - 1))) return undefined;
    const info = userInfoAt(window, colon + 3);
    if (info === undefined) return undefined;
    const user = window.text.slice(info.start, info.colon);
    const password = window.text.slice(Math.min(info.colon + 1, info.at), info.at);
    if (isToken(user, password)) {
      return { start: info.start, end: info.colon, confidence: 0.93, rule: 'url-token' };
    }
    if (!isPassword(window, user, password, info.at)) return undefined;
    return { start: info.colon + 1, end: info.at, confidence: 0.95 };
  },
};

export const urlSecretExamples: DetectorExamples = {
  found: () => [
    'postgres://app:⟦s3cr3t-pw⟧@db.example.com:5432/app',
    'mongodb+srv://app:⟦s3cr3t⟧@cluster0.mongodb.net/x?w=majority',
    'amqp://guest2:⟦s3cr3t⟧@mq:5672/vhost jdbc:mysql://admin:⟦str0ngP4ss⟧@db/app',
    '"redis://:⟦pa55word⟧@cache.internal:6379/0"',
    'https://jane:⟦p@ss-w0rd⟧@example.com/x',
    'git clone https://⟦9f8b7a6c5d4e3f2a1b0c⟧@git.example.com/x.git',
    'git+https://⟦9f8b7a6c5d4e3f2a1b0c⟧:x-oauth-basic@git.example.com/x',
    'https://oauth2:⟦9f8b7a6c5d4e3f2a1b0c⟧@git.example.com/x',
  ],
  ignored: () => [
    'https://example.com:8080/a@b',
    'postgres://user:$DB_PASSWORD@db/app',
    'postgres://$(PGUSER):$(PGPASSWORD)@$(PGHOST)/db and https://{USER}:{PASS}@x.example',
    'ssh://git@example.com/x and http://localhost:3000',
    'mongodb://user:<password>@host',
    'mongodb://user:password@db.example.com, postgres://postgres:postgres@localhost:5432/x',
    'https://YOUR_USERNAME:YOUR_PASSWORD@api.example.com, https://u:1111@x.example',
    'https://user.name-of-somebody@example.com/',
  ],
};
