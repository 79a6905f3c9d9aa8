import { createHash, generateKeyPairSync } from 'node:crypto';

/** Something that must not leave the machine, and a sentence in which one would say it. */
export interface Marker {
  kind: string;
  /** What must not be found. */
  value: string;
  /** One line, with the label that it needs. */
  phrase: string;
}

/** Words of a customer's own, which a project's configuration lists. */
export const ownWords: string[] = [];

type Kind = (index: number) => readonly [value: string, phrase: string];

/**
 * Every kind makes as many values as are asked for, here and now: a file that held them would be
 * found by those who look for leaked keys. Check digits are computed, so the values are well formed.
 */
const KINDS: Readonly<Record<string, Kind>> = {
  email: (n) => plain(`ann.reed${n}@harbour-mail.example`, 'write to'),
  'spelled e-mail': (n) => plain(`kim.vale${n} [at] harbour [dot] example`, 'write to'),
  'phone, international': (n) => plain(`+44 7700 900${digits(n, 3)}`, 'call'),
  'phone, American': (n) => plain(`(212) 555-01${digits(n, 2)}`, 'call'),
  'phone, labelled': (n) => plain(`0117 496 0${digits(n, 3)}`, 'phone'),
  'payment card': (n) =>
    plain(luhn(`42424242${digits(n, 7)}`).replace(/(.{4})(?=.)/g, '$1 '), 'card'),
  'American Express': (n) => plain(luhn(`3782822${digits(n, 7)}`), 'card'),
  iban: (n) => plain(iban('DE', `37040044${digits(n, 10)}`), 'IBAN'),
  'US SSN': (n) => plain(`536-48-${digits(n + 1000, 4)}`, 'ssn'),
  'Spanish DNI': (n) => plain(dni(12_340_000 + n), 'DNI'),
  'National Insurance': (n) => plain(`AB1234${digits(n, 2)}C`, 'National Insurance number'),
  'tax id': (n) => plain(`36-${digits(n + 1_234_000, 7)}`, 'EIN'),
  'IPv4 address': (n) => plain(`203.0.113.${100 + n}`, 'logged in from'),
  'IPv6 address': (n) =>
    plain(`2001:db8:85a3::8a2e:370:${(0x7000 + n).toString(16)}`, 'logged in from'),
  'MAC address': (n) => plain(`02:00:5e:10:a7:${(0x10 + n).toString(16)}`, 'device'),
  'OpenAI key': (n) => plain(`${['sk', 'proj'].join('-')}-${noise(`oa${n}`, 48)}`, 'key'),
  'GitHub token': (n) => plain(`${['gh', 'p'].join('')}_${noise(`gh${n}`, 36)}`, 'token'),
  'AWS key id': (n) =>
    plain(`${['AK', 'IA'].join('')}${base32(`aws${n}`, 16)}`, 'aws_access_key_id ='),
  'Stripe key': (n) => plain(`${['sk', 'live'].join('_')}_${noise(`st${n}`, 24)}`, 'key'),
  'Slack token': (n) =>
    plain(
      `${['xo', 'xb'].join('')}-${digits(n, 12)}-${digits(n + 7, 12)}-${noise(`sl${n}`, 24)}`,
      'token',
    ),
  'Google key': (n) => plain(`${['AI', 'za'].join('')}${noise(`go${n}`, 35)}`, 'key'),
  'GitLab token': (n) => plain(`${['gl', 'pat'].join('')}-${noise(`gl${n}`, 20)}`, 'token'),
  JWT: (n) => plain(jwt(n), 'session'),
  'PEM key': (n) => {
    const lines = pem(n).split('\n');
    return [lines[1] ?? '', `the key is ${lines.join('\\n')}`];
  },
  'password in a URL': (n) => {
    const value = noise(`url${n}`, 14);
    return [value, `see https://deploy:${value}@git.example.com/shop`];
  },
  'connection string': (n) => {
    const value = noise(`db${n}`, 14);
    return [value, `use postgres://shop:${value}@db.example.com:5432/orders`];
  },
  'password, assigned': (n) => {
    const value = noise(`pw${n}`, 12);
    return [value, `set password = "${value}" there`];
  },
  'bearer token': (n) => {
    const value = noise(`be${n}`, 40);
    return [value, `with Authorization: Bearer ${value}`];
  },
  'token in a query': (n) => {
    const value = noise(`qu${n}`, 32);
    return [value, `open https://shop.example.com/in?access_token=${value}`];
  },
  'Ethereum address': (n) => plain(`0x${hex(`eth${n}`).slice(0, 40)}`, 'wallet'),
  'date of birth': (n) => plain(`1931-07-${digits(1 + n, 2)}`, 'date of birth:'),
  passport: (n) => plain(`K${digits(7_654_000 + n, 7)}`, 'passport number'),
  'NHS number': (n) => plain(nhs(400_000 + n), 'NHS number'),
  NPI: (n) => plain(luhn(`80840${digits(123_400_000 + n, 9)}`).slice(5), 'NPI'),
  VIN: (n) => plain(vin(n), 'VIN'),
  IMEI: (n) => plain(luhn(`35209900${digits(176_000 + n, 6)}`), 'IMEI'),
  'sort code and account': (n) =>
    plain(digits(31_926_000 + n, 8), 'sort code 20-00-00, account number'),
  'word of their own': (n) => {
    const word = `Zanziform${String.fromCharCode(97 + n)}ex`;
    ownWords.push(word);
    return plain(word, 'from');
  },
  'pattern of their own': (n) => plain(`EMP-${digits(481_000 + n, 6)}`, 'staff number'),
};

/** How many kinds there are. */
export const MARKER_KINDS = Object.keys(KINDS);

/** A marker of each kind; another index gives other values. */
export function markersOf(index: number): Marker[] {
  return Object.entries(KINDS).map(([kind, make]) => {
    const [value, phrase] = make(index);
    return { kind, value, phrase };
  });
}

function plain(value: string, label: string): readonly [string, string] {
  return [value, `${label} ${value}`];
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

function hex(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}

/** Letters and digits without a pattern, the same for the same seed. */
function noise(seed: string, length: number): string {
  const text = createHash('sha512')
    .update(seed)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return `q7${text}`.slice(0, length);
}

function base32(seed: string, length: number): string {
  return [...createHash('sha256').update(seed).digest()]
    .map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32])
    .join('')
    .slice(0, length);
}

function luhn(body: string): string {
  const sum = [...body].reverse().reduce((total, character, at) => {
    const doubled = Number(character) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** ISO 13616: the country and two check digits, MOD 97-10. */
function iban(country: string, body: string): string {
  const numbers = `${body}${country}00`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return `${country}${digits(98 - Number(BigInt(numbers) % 97n), 2)}${body}`;
}

function dni(number: number): string {
  return `${number}${'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}`;
}

/** The first number from this one on whose check digit, MOD 11, is one digit. */
function nhs(from: number): string {
  for (let body = 943_000_000 + from * 7; ; body += 1) {
    const sum = [...String(body)].reduce((total, one, at) => total + Number(one) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${body}${check}`;
  }
}

/** 49 CFR 565.15: the check digit stands ninth. */
function vin(index: number): string {
  const body = `1HGCM826_3A${digits(4000 + index, 6)}`;
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const values: Record<string, number> = { H: 8, G: 7, C: 3, M: 4, A: 1 };
  const sum = [...body].reduce(
    (total, one, at) => total + (values[one] ?? (Number(one) || 0)) * (weights[at] ?? 0),
    0,
  );
  return body.replace('_', sum % 11 === 10 ? 'X' : String(sum % 11));
}

function jwt(index: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    part({ alg: 'HS256', typ: 'JWT' }),
    part({ sub: `customer-${index}`, iat: 1_760_000_000 + index }),
    createHash('sha256').update(`jwt${index}`).digest('base64url'),
  ].join('.');
}

function pem(index: number): string {
  // Fresh each time: what is not random is no key.
  const { privateKey } = generateKeyPairSync('ed25519');
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
  return index < 0 ? '' : text;
}
