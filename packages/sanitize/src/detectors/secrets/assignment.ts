import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { looksRandom, makeupOf } from '../../engine/randomness.js';
import { mayAnnounce } from '../../engine/secret-names.js';
import { type Certainty, isSecretValue } from '../../engine/secret-value.js';
import { grow, matchOf, trimEnd } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';
import { isQuote, type Name, nameBefore } from './assigned-name.js';
import {
  bareTailOf,
  beginsLine,
  isCutByReplacement,
  isSentenceEnd,
  type Opening,
  openingBehind,
  quotedTail,
  schemeAt,
} from './assigned-value.js';
import { isPublished } from './published.js';
import { vendorToken } from './vendor-token.js';

const SHORTEST_TOKEN = 16;
const LONGEST_NAME = 24;
/** Whether a value is a secret shows in so many characters. */
const LONGEST_VALUE = 128;
const EQUALS = 61;
const COLON = 58;
const SLASH = 47;

/** What may stand before a sign that gives a name its value: the name's end, or an operator's. */
function endsName(code: number): boolean {
  return (
    isIn(Alphabet.alphanumeric, code) ||
    isQuote(code) ||
    code === 32 ||
    code === 9 ||
    code === 93 || // ]
    code === 58 || // :
    code === 63 || // ?
    code === 46 || // .
    code === 43 || // +
    code === 124 // |
  );
}

/** `token=key=…`: what follows is a name itself, and its sign will be looked at. */
function isAssignment(window: Window, start: number): boolean {
  let i = start;
  while (i - start < LONGEST_NAME && isIn(Alphabet.letter | Alphabet.colonFree, window.at(i))) i++;
  if (i === start) return false;
  const sign = window.at(i);
  if (sign === COLON) return isIn(Alphabet.space, window.at(i + 1));
  return sign === EQUALS && window.at(i + 1) !== EQUALS;
}

/** `token = getToken(…)`, `secrets[…]`: a call or a look-up; long names are words at least. */
function isCall(value: string, after: number): boolean {
  if (after !== 40 && after !== 91) return false;
  return value.length < SHORTEST_TOKEN || !looksRandom(makeupOf(value));
}

function certaintyOf(
  window: Window,
  name: Name,
  sign: number,
  opening: Opening,
  end: number,
): Certainty {
  if (opening.quote !== 0) return name.isQuoted ? 'member' : 'assigned';
  if (window.at(sign) === EQUALS) {
    return name.isSpaced && opening.isSpaced ? 'expression' : 'assigned';
  }
  return isOwnLine(window, name, end) ? 'expression' : 'prose';
}

/** Whether a name and its value make up a line, as in YAML. */
function isOwnLine(window: Window, name: Name, end: number): boolean {
  const after = window.at(end);
  if (after !== 10 && after !== 13 && after !== -1) return false;
  let i = name.start;
  while (name.start - i < 16 && (window.at(i - 1) === 32 || window.at(i - 1) === 45)) i--;
  return beginsLine(window, i) && i < name.start;
}

/** The rule and the sureness of a vendor's token, if the value is one. */
function identify(window: Window, start: number, end: number): Match | undefined {
  if (end - start < SHORTEST_TOKEN) return undefined;
  const match = vendorToken.find(window, start, end);
  return match?.start === start && match.end >= end ? match : undefined;
}

/**
 * Values behind a name that announces a secret (`password`, `api_key`, `clientSecret`,
 * `Authorization` and the like) and `=`, `:` or `=>`: in code, JSON, YAML, XML attributes, dotenv
 * files, shells, connection strings, URLs and headers. Words about a secret, references to
 * variables and masks are left alone.
 */
export const assignment: Detector = {
  rule: 'assignment',
  type: 'api_key',
  anchors: ['colon', 'equals'],
  gate: {
    before: endsName,
    behind: (code) => code >= 0 && code !== EQUALS && code !== COLON && code !== SLASH,
    word: mayAnnounce,
  },
  find(window, sign): Match | undefined {
    const name = nameBefore(window, sign);
    if (name === undefined) return undefined;
    const opening = openingBehind(window, sign);
    if (opening === undefined) return undefined;
    const { quote, isEscaped } = opening;
    const isPlain = name.kind !== 'cookie' && name.kind !== 'authorization';
    if (quote === 0 && isPlain && isAssignment(window, opening.start)) return undefined;
    const isHeader = name.kind === 'authorization';
    const scheme = isHeader ? schemeAt(window, opening.start) : undefined;
    const start = scheme?.start ?? opening.start;
    const tail =
      quote === 0
        ? bareTailOf(window, name, start, scheme?.isList ?? false)
        : quotedTail(quote, isEscaped);
    const grown = grow(window, start, start, tail, LONGEST_VALUE);
    if (quote === 0) trimEnd(window, grown, start, isSentenceEnd);
    if (grown.end - start < 4 || isCutByReplacement(window, grown.end)) return undefined;
    const value = window.text.slice(start, grown.end);
    if (quote === 0 && isCall(value, window.at(grown.end))) return undefined;
    if (window.reads('..', grown.end)) return undefined;
    const certainty = certaintyOf(window, name, sign, opening, grown.end);
    if (quote !== 0 && certainty === 'assigned' && isPlain && name.kind !== 'passphrase') {
      if (value.includes(' ')) return undefined;
    }
    if (!isSecretValue(value, name.kind, certainty) || isPublished(value)) return undefined;
    const vendor = identify(window, start, grown.end);
    return vendor ?? matchOf(start, grown, 0.9);
  },
};

export const assignmentExamples: DetectorExamples = {
  found: () => [
    'password=⟦hunter2!⟧',
    'DB_PASSWORD="⟦correct-horse⟧"',
    '{"password":"⟦correct horse battery⟧","user":"jane"}',
    String.raw`{"args":"{\"password\":\"⟦tr0ub4dor⟧\"}"}`,
    "const clientSecret = '⟦Zx81-qq7Vb09Lm⟧';",
    'api_key: ⟦9f8b7a6c5d4e3f2a1b0c⟧',
    'my API key: ⟦9f8b7a6c5d4e3f2a1b0c⟧, thanks',
    'GET /x?access_token=⟦a8Zk20Lqp1Xc⟧&page=2',
    'GET /x?X-Amz-Signature=⟦fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024⟧',
    'Authorization: Basic ⟦amFuZTpodW50ZXIy⟧',
    '"Authorization": "Bearer ⟦a8Zk20Lqp1Xc⟧"',
    `curl -H 'Authorization: ApiKey ⟦a8Zk20Lqp1Xc⟧' https://x.example`,
    'Authorization: Digest ⟦username="jane", realm="x", nonce="dcd98b", response="6629fae49393a05397450978507c4ef1"⟧',
    'Authorization: AWS4-HMAC-SHA256 ⟦Credential=x/20130524/us-east-1/s3/aws4_request, Signature=fe5f80f77d⟧',
    'Cookie: ⟦theme=dark; sid=31d4d96e407aad42⟧',
    "config['secret_key'] = '⟦k3Yz-0192-abcd-efgh⟧'",
    'etsyToken := "⟦soahd8pvznzvaywtnmpncg9m⟧"',
    '$token .= "⟦soahd8pvznzvaywtnmpncg9m⟧"',
    'API_TOKEN ?= ⟦soahd8pvznzvaywtnmpncg9m⟧',
    'let token: &str = "⟦soahd8pvznzvaywtnmpncg9m⟧";',
    'var token string = "⟦soahd8pvznzvaywtnmpncg9m⟧"',
    'api_token_2 = "⟦soahd8pvznzvaywtnmpncg9m⟧"',
    'Password: ⟦Summer2024!⟧',
    '  password: ⟦swordfish!⟧\n  user: jane',
    '  password: ⟦vALIFiCLmCxGPKSyB⟧\n  user: jane',
    '<add key="ClearTextPassword" value="⟦TestSource⟧" />',
    '- name: DB_PASSWORD\n  value: ⟦hunter2⟧\n',
    '{"name":"DB_PASSWORD","value":"⟦hunter two⟧"}',
    'Server=db;Uid=app;Pwd=⟦s3cr3t⟧;Timeout=5',
    'DefaultEndpointsProtocol=https;AccountName=x;AccountKey=⟦k8Zq02LmPx71Rt9Vb3Nc⟧;',
    'PGPASSWORD=⟦strong(p@ss&1)⟧\nPGUSER=app',
    'password: |\n    ⟦tr0ub4dor⟧\nuser: x',
    'passphrase: "⟦correct horse battery staple⟧"',
    'mnemonic: ⟦legal winner thank year wave sausage worth useful legal winner thank yellow⟧\n',
    'session_token: ⟦FwoGZXIvYXdzEJr//////////wEaDK⟧',
  ],
  ignored: () => [
    'Password: must be at least 8 characters',
    'password={{DB_PASSWORD}} token: $TOKEN secret=<your-secret>',
    'apiKey: process.env.API_KEY2, token = getToken1()',
    '"password": "********", "token": null, "secret": "required"',
    'max_tokens: 4096, next_token=, key: value1234567',
    'primary_key=user_18273645, cacheKey: "a1b2c3d4e5"',
    'password == "x1y2z3" is a comparison',
    'the token: expired; a secret: Santa; Cookie: chocolate chip',
    'password: [REDACTED]',
    'password = user_input; token: string; apiKey: "your-api-key-here"',
    'administrator_login_password = var.db_password',
    'bucket_key: "SalesResults-1.2", schemaKey = "DOC_Vector_5_32"',
    'password: str = Field(...), token: Optional[str] = None',
    'dummy_token = "tcvz0xjln05x6hbb", publicKey: "9Cnzj4p4WGeKLs1Pt8QuKUpRKfFL"',
    'password: String!, passwordPolicy: strict',
    'const body = {\n  password: passwordInputValue\n}',
    'pass: z.ZodInt; password: z.ZodString; password: faker.internet.password(),',
    `const colors = { pass: 'green' }, credentials: 'same-origin'`,
    'const credentials = fromNodeProviderChain({ profile }); setCookie: async (a, b) => {',
    'Release GPG key: F3EF5F62A87FC27A22E643F714CE4FF5015AA242',
    'API_KEY=sk_abcdefghijklmnopqrstuvwxyz123',
    'API_KEY=sk_1111111111111111',
    'OP_TOKEN=ops_eyJzaWduSW5BZGRyZXNz...',
    '"key": "2f1d3c4b5a69788796a5b4c3d2e1f001", "key": "uploads/2024/a1b2c3d4e5f6.png"',
  ],
};
