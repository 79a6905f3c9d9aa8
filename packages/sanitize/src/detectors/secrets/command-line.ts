import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { secretKindOf } from '../../engine/secret-names.js';
import { isSecretValue } from '../../engine/secret-value.js';
import { isMask, isStandIn } from '../../engine/stand-ins.js';
import { type Grown, grow, matchOf, tailUntil } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { isQuote } from './assigned-name.js';
import { isCutByReplacement, type Opening, openingAt, quotedTail } from './assigned-value.js';

/** Options whose value is `user:password`; see curl(1). */
const USERS = ['u', 'user', 'proxy-user'];
/** Options whose value is a secret by their name. */
const SECRETS = (
  'password passwd pass pw pwd passphrase token api-key apikey api_key api-token secret secret-key ' +
  'client-secret clientsecret access-token auth-token accesstoken secret-access-key db-password ' +
  'admin-password sas-token account-key encryption-key private-key'
).split(' ');
const PASSWORD = 'p';
/** Commands whose `-p` is a password. */
const COMMANDS = [
  'sshpass',
  'login',
  'mysql',
  'mysqldump',
  'mysqladmin',
  'mariadb',
  'mongo',
  'mongosh',
];
const MYSQL = ['mysql', 'mysqldump', 'mysqladmin', 'mariadb'];
const CURL = ['curl'];

const LONGEST_LOOK_BACK = 144;
const LONGEST_VALUE = 128;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;

/** A bare value of a command line ends at a blank, a quotation mark or a sign of the shell. */
const wordTail = tailUntil(' \\"\'`;|');

/** Whether one of the commands stands earlier in the line, or in the lines that it goes on from. */
function isBehindCommand(window: Window, index: number, commands: readonly string[]): boolean {
  const from = Math.max(window.low, index - LONGEST_LOOK_BACK);
  const text = window.text.slice(from, index);
  return commands.some((command) => {
    const at = text.lastIndexOf(command);
    if (at < 0) return false;
    const isWord =
      !isIn(Alphabet.letter, window.at(from + at - 1)) &&
      !isIn(Alphabet.letter, window.at(from + at + command.length));
    return isWord && !isLineEnded(text, at);
  });
}

/** Whether a line ends behind an index, but for those that go on behind a backslash. */
function isLineEnded(text: string, from: number): boolean {
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) !== BACKSLASH) return true;
  }
  return false;
}

/** Whether an option with so many dashes begins behind a blank or a quotation mark. */
function isOption(window: Window, start: number, dashes: number): boolean {
  for (let i = 1; i <= dashes; i++) if (window.at(start - i) !== DASH) return false;
  const before = window.at(start - dashes - 1);
  return before === -1 || isIn(Alphabet.space, before) || isQuote(before) || before === 44;
}

/** Where the value of an option begins: behind blanks, or the signs between two words of a list. */
function valueBehind(window: Window, end: number): Opening | undefined {
  let i = end;
  if (isQuote(window.at(i)) && window.at(i + 1) === 44 /* , */) i += 2;
  const blank = i;
  while (i - blank < 8 && (window.at(i) === 32 || window.at(i) === 9)) i++;
  if (i === end) return undefined;
  return openingAt(window, i, true);
}

function growValue(window: Window, start: number, { quote, isEscaped }: Opening): Grown {
  const tail = quote === 0 ? wordTail : quotedTail(quote, isEscaped);
  return grow(window, start, start, tail, LONGEST_VALUE);
}

/** `-u user:password`, in all the ways of quoting: `'u:p'`, `u:'p'`, `"u":"p"`. */
function findUser(window: Window, start: number, end: number): Match | undefined {
  const opening = valueBehind(window, end);
  if (opening === undefined) return undefined;
  let colon = opening.start;
  while (colon - opening.start < LONGEST_VALUE && window.at(colon) !== COLON) {
    const code = window.at(colon);
    if (code < 33 || (isQuote(code) && window.at(colon + 1) !== COLON)) return undefined;
    colon++;
  }
  if (window.at(colon) !== COLON) return undefined;
  const user = window.text.slice(opening.start, colon);
  const isReopened =
    opening.quote === 0
      ? isQuote(window.at(colon + 1))
      : colon > opening.start && window.at(colon - 1) === opening.quote;
  const second = isReopened ? openingAt(window, colon + 1, false) : opening;
  const from = second === opening ? colon + 1 : second.start;
  const grown = growValue(window, from, second);
  if (isCutByReplacement(window, grown.end)) return undefined;
  const password = window.text.slice(from, grown.end);
  const match =
    password === ''
      ? emptyPassword(opening.start, colon, user)
      : isCurlPassword(user, password)
        ? matchOf(from, grown, 0.93, 'curl-user')
        : undefined;
  return match !== undefined && isBehindCommand(window, start, CURL) ? match : undefined;
}

function isCurlPassword(user: string, password: string): boolean {
  if (password.length < 4 || password === user) return false;
  return !isMask(password) && !isStandIn(password);
}

/** `-u TOKEN:`: a token that needs no password. */
function emptyPassword(start: number, end: number, user: string): Match | undefined {
  return isSecretValue(user, 'token', 'assigned')
    ? { start, end, confidence: 0.9, rule: 'curl-user' }
    : undefined;
}

function findValue(window: Window, end: number, name: string): Match | undefined {
  const opening = valueBehind(window, end);
  if (opening === undefined || window.at(opening.start) === DASH) return undefined;
  const kind = name === PASSWORD ? 'password' : secretKindOf(name);
  if (kind === undefined || kind === 'lone-key') return undefined;
  const grown = growValue(window, opening.start, opening);
  if (isCutByReplacement(window, grown.end)) return undefined;
  const value = window.text.slice(opening.start, grown.end);
  const certainty = opening.quote === 0 && name !== PASSWORD ? 'expression' : 'assigned';
  return isSecretValue(value, kind, certainty) ? matchOf(opening.start, grown, 0.88) : undefined;
}

/**
 * Secrets among the options of a command: `--password x`, `curl -u user:x`, `sshpass -p x`. With a
 * `=` between them they are assignments.
 */
export const commandLine: Detector = {
  rule: 'command-line',
  type: 'api_key',
  anchors: ['keyword'],
  keywords: [...USERS, ...SECRETS, PASSWORD],
  gate: { before: (code) => code === DASH },
  find(window, start, end): Match | undefined {
    if (window.at(start - 1) !== DASH) return undefined;
    const isLong = window.at(start - 2) === DASH;
    if (!isOption(window, start, isLong ? 2 : 1)) return undefined;
    const name = window.text.slice(start, end).toLowerCase();
    if (USERS.includes(name)) return findUser(window, start, end);
    const match = findValue(window, end, name);
    if (match === undefined || name !== PASSWORD) return match;
    return isBehindCommand(window, start, COMMANDS) ? match : undefined;
  },
};

/** The password right behind `-p`, as `mysql` wants it. */
export const gluedPassword: Detector = {
  rule: 'command-line',
  type: 'api_key',
  anchors: ['mixed'],
  gate: { before: (code) => code === DASH, first: (code) => code === 112 /* p */ },
  find(window, start): Match | undefined {
    if (window.at(start - 1) !== DASH || window.at(start) !== 112 /* p */) return undefined;
    if (!isOption(window, start, 1)) return undefined;
    const grown = grow(window, start + 1, start + 1, wordTail, LONGEST_VALUE);
    const value = window.text.slice(start + 1, grown.end);
    if (!isSecretValue(value, 'password', 'assigned')) return undefined;
    return isBehindCommand(window, start, MYSQL) ? matchOf(start + 1, grown, 0.88) : undefined;
  },
};

export const commandLineExamples: DetectorExamples = {
  found: () => [
    'curl -u jane:⟦h0pk1ns~21s⟧ https://x.example',
    `curl -sX POST --user 'johns:⟦h0pk1ns~21s⟧' $URL`,
    'curl -k \\\n  -u "⟦d2LkV78zLx9t⟧:" https://x.example',
    `curl --user kevin:'⟦pRf7vG2h1L8n⟧' -iX PATCH`,
    'curl --user "a-user":"⟦ZqL5kVrX1n8tA2⟧" x',
    'deploy --password ⟦tr0ub4dor⟧ --verbose',
    'deploy --token "⟦9f8b7a6c5d4e3f2a1b0c⟧"',
    `["deploy", "--password", "⟦tr0ub4dor⟧"]`,
    "Connect-X -ClientSecret '⟦Zx81-qq7Vb09Lm⟧'",
    'sshpass -p ⟦swordfish⟧ ssh jane@host',
    'mysql -uroot -p⟦s3cr3tpw⟧ app',
    'docker login -u jane -p ⟦s3cr3tpw⟧ registry.example',
  ],
  ignored: () => [
    `curl -i -u 'test:test' and curl -u username:token`,
    ['curl -sL --user "$1:$2" "$3", curl -u "$', '{user}:$', '{pw}"'].join(''),
    'curl -u <user:password> https://x.example',
    'curl -u "jane" http://localhost:8080/x, curl -u ":" https://x.example',
    'docker run -u 1000:1000 -p 8080:80 image1',
    'mkdir -p a1/b2 && ssh -p 2222 host',
    '--password string   the password, --token flag',
    'use --password $PW or --password-stdin; --token --verbose',
    'the user: u1 and p4ssw0rd-policy',
  ],
};
