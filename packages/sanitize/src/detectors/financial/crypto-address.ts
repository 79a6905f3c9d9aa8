import { decodeBase58, decodeBase58Check, RIPPLE_ALPHABET } from '../../checksums/base58.js';
import { passesBech32 } from '../../checksums/bech32.js';
import { keccak256 } from '../../checksums/keccak256.js';
import { Alphabet, DIGIT, HEXADECIMAL, isIn, LOWER, UPPER } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { labelWords } from '../../engine/labels.js';
import type { Window } from '../../engine/window.js';
import { isLabelled } from '../../engine/word-hashes.js';

const SHORTEST = 25;
const LONGEST = 106;

const LABELS = labelWords(
  'wallet wallets walletaddress bitcoin btc litecoin ltc dogecoin doge tron trx ripple xrp monero xmr ' +
    'ethereum eth ether erc usdt usdc solana sol phantom crypto cryptoaddress receivingaddress',
);
/** Any 32 bytes are an address of Solana, so its own name must stand before it. */
const SOLANA_LABELS = labelWords('solana sol phantom splwallet solanawallet solanaaddress');

/** The version byte of Base58Check, and the signs an address with it begins with. */
const VERSIONS: readonly { rule: string; version: number; begins: string }[] = [
  { rule: 'bitcoin-address', version: 0x00, begins: '1' },
  { rule: 'bitcoin-address', version: 0x05, begins: '3' },
  { rule: 'bitcoin-address', version: 0x6f, begins: 'mn' },
  { rule: 'bitcoin-address', version: 0xc4, begins: '2' },
  { rule: 'litecoin-address', version: 0x30, begins: 'L' },
  { rule: 'litecoin-address', version: 0x32, begins: 'M' },
  { rule: 'dogecoin-address', version: 0x1e, begins: 'D' },
  { rule: 'dash-address', version: 0x4c, begins: 'X' },
  { rule: 'tron-address', version: 0x41, begins: 'T' },
];
/** A version and a digest of 20 bytes. */
const PAYLOAD = 21;

/** Prefixes of Bech32, and how long an address is with them. */
const SEGWIT: readonly { rule: string; prefix: string; lengths: readonly number[] }[] = [
  { rule: 'bitcoin-address', prefix: 'bc1', lengths: [42, 62] },
  { rule: 'bitcoin-address', prefix: 'tb1', lengths: [42, 62] },
  { rule: 'bitcoin-address', prefix: 'bcrt1', lengths: [44, 64] },
  { rule: 'litecoin-address', prefix: 'ltc1', lengths: [43, 63] },
];

/** The blocks of Monero's base58: 11 signs for 8 bytes, and fewer at the end. */
const MONERO_BLOCK = 11;
const MONERO_BYTES = 8;
const MONERO_ENDS = new Map([
  [95, 5],
  [106, 3],
]);
const MONERO_NETWORKS = new Set([18, 19, 42]);

/** What an address is of, and whether its checksum says so too. */
interface Reading {
  rule: string;
  isChecked: boolean;
}

function isHex(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++)
    if (!isIn(Alphabet.hex, text.charCodeAt(i))) return false;
  return true;
}

/**
 * `0x` and 40 hexadecimal digits. Capitals and small letters together are a checksum: a letter is
 * a capital where the digest of the small ones has a digit of 8 or more.
 *
 * @see EIP-55
 */
function readEthereum(text: string): Reading | undefined {
  if (text.length !== 42 || !isHex(text, 2)) return undefined;
  const digits = text.slice(2);
  const small = digits.toLowerCase();
  const rule = 'ethereum-address';
  if (digits === small || digits === digits.toUpperCase()) return { rule, isChecked: true };
  const digest = keccak256(new TextEncoder().encode(small));
  for (let i = 0; i < digits.length; i++) {
    const nibble = (digest[i >> 1]! >> (i % 2 === 0 ? 4 : 0)) & 15;
    const isCapital = isIn(Alphabet.upper, digits.charCodeAt(i));
    const isLetter = !isIn(Alphabet.digit, digits.charCodeAt(i));
    if (isLetter && isCapital !== nibble >= 8) return { rule, isChecked: false };
  }
  return { rule, isChecked: true };
}

/** What a segwit address begins with: `b`, `t`, `l`. */
const SEGWIT_LETTERS: ReadonlySet<number> = new Set([98, 116, 108]);

/** Ids of a log begin so, or hold what base58 leaves out: of them no string is made. */
function isBarred(window: Window, start: number, end: number): boolean {
  const first = window.at(start);
  if (first === 48 /* 0 */) return window.at(start + 1) !== 120; // x
  if (SEGWIT_LETTERS.has(first | 32)) return false;
  for (let i = start; i < end; i++) {
    const code = window.at(i);
    if (code === 48 || !isIn(Alphabet.alphanumeric, code)) return true;
  }
  return false;
}

/** Whether what begins so may be an address of Ethereum or of the segwit form. */
function beginsAddress(window: Window, start: number): boolean {
  const first = window.at(start) | 32;
  const second = window.at(start + 1) | 32;
  if (first === 48) return second === 120; // 0x
  return first === 108 ? second === 116 : second === 99 || second === 98; // lt, bc, tb
}

/** Whether a text is of letters and digits, capitals and small letters, as base58 is and hex is not. */
function isBase58Like(text: string): boolean {
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 48 || code === 73 || code === 79 || code === 108) return false; // 0 I O l
    if (isIn(Alphabet.digit, code)) bits |= 1;
    else if (isIn(Alphabet.upper, code)) bits |= 2;
    else if (isIn(Alphabet.lower, code)) bits |= 4;
    else return false;
  }
  return bits === 7;
}

function readBase58(text: string): Reading | undefined {
  if (text.length > 35) return readMonero(text);
  if (text[0] === 'r') {
    const isChecked = decodeBase58Check(text, RIPPLE_ALPHABET)?.length === PAYLOAD;
    return { rule: 'ripple-address', isChecked };
  }
  const versions = VERSIONS.filter(({ begins }) => begins.includes(text[0]!));
  if (versions.length === 0 || text.length < 26) return undefined;
  const payload = decodeBase58Check(text);
  const isChecked =
    payload?.length === PAYLOAD && versions.some(({ version }) => version === payload[0]);
  return { rule: versions[0]!.rule, isChecked };
}

/** @see https://docs.getmonero.org/public-address/standard-address/ */
function readMonero(text: string): Reading | undefined {
  const tail = MONERO_ENDS.get(text.length);
  if (tail === undefined || (text[0] !== '4' && text[0] !== '8')) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += MONERO_BLOCK) {
    const block = text.slice(i, i + MONERO_BLOCK);
    const size = block.length === MONERO_BLOCK ? MONERO_BYTES : tail;
    const decoded = decodeBase58(block, undefined, size);
    if (decoded === undefined) return undefined;
    bytes.push(...decoded);
  }
  const digest = keccak256(Uint8Array.from(bytes.slice(0, -4)));
  const isChecked =
    MONERO_NETWORKS.has(bytes[0]!) && bytes.slice(-4).every((byte, i) => byte === digest[i]);
  return { rule: 'monero-address', isChecked };
}

function readSegwit(text: string): Reading | undefined {
  const small = text.toLowerCase();
  const form = SEGWIT.find(
    ({ prefix, lengths }) => small.startsWith(prefix) && lengths.includes(text.length),
  );
  return form === undefined ? undefined : { rule: form.rule, isChecked: passesBech32(text) };
}

function read(text: string): Reading | undefined {
  const first = text[0];
  if (first === '0') return text[1] === 'x' ? readEthereum(text) : undefined;
  const segwit = 'bBtTlL'.includes(first!) ? readSegwit(text) : undefined;
  if (segwit !== undefined) return segwit;
  return isBase58Like(text) ? readBase58(text) : undefined;
}

function isSolana(window: Window, start: number, text: string): boolean {
  if (text.length < 32 || text.length > 44 || !isBase58Like(text)) return false;
  return isLabelled(window, start, SOLANA_LABELS) && decodeBase58(text)?.length === 32;
}

function find(window: Window, start: number, end: number): Match | undefined {
  if (end - start > LONGEST || isIn(Alphabet.word, window.at(start - 1))) return undefined;
  if (isBarred(window, start, end)) return undefined;
  const text = window.text.slice(start, end);
  const reading = read(text);
  if (reading?.isChecked) return { start, end, confidence: 0.95, rule: reading.rule };
  if (isSolana(window, start, text)) return { start, end, confidence: 0.9, rule: 'solana-address' };
  if (reading === undefined || !isLabelled(window, start, LABELS)) return undefined;
  return { start, end, confidence: 0.8, rule: reading.rule };
}

/**
 * Addresses of Bitcoin, Litecoin, Dogecoin, Dash, Tron, XRP and Monero by their checksums, of
 * Ethereum by its form and by its checksum where it has one, of Solana beside its name. Beside a
 * label such as `wallet` or `BTC` also with a wrong sign.
 */
export const cryptoAddress: Detector = {
  rule: 'crypto-address',
  type: 'crypto_address',
  anchors: ['token'],
  gate: { made: (classes) => classes === (LOWER | UPPER | DIGIT), lengths: [SHORTEST, 63] },
  find,
};

/** {@link cryptoAddress} that needs no capitals: `0x…`, `bc1…`. */
export const plainCryptoAddress: Detector = {
  ...cryptoAddress,
  gate: {
    first: (code) => code === 48 /* 0 */ || SEGWIT_LETTERS.has(code | 32),
    made: (classes) => {
      const plain = classes & ~HEXADECIMAL;
      return plain === (LOWER | DIGIT) || plain === (UPPER | DIGIT);
    },
    lengths: [SHORTEST, 63],
    anyOf: beginsAddress,
  },
};

const join = (...parts: string[]): string => parts.join('');

export const cryptoAddressExamples: DetectorExamples = {
  found: () => [
    `send to ⟦${join('1A1zP1eP5QGefi2D', 'MPTfTL5SLmv7DivfNa')}⟧`,
    `⟦${join('3J98t1WpEZ73CNmQ', 'viecrnyiWrnqRhWNLy')}⟧`,
    `⟦${join('bc1qw508d6qejxtdg4y5r3z', 'arvary0c5xw7kv8f3t4')}⟧`,
    `⟦${join('bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4', 'dekq08ge8ztwac72sfr9rusxg3297')}⟧`,
    `bitcoin:⟦${join('mipcBbFg9gMiCh81', 'Kj8tqqdgoZub1ZJRfn')}⟧?amount=1`,
    `eth ⟦0x${join('5aAeb6053F3E94C9b9A0', '9f33669435E7Ef1BeAed')}⟧`,
    `"⟦0x${join('de709f2102306220921', '060314715629080e2fb77')}⟧"`,
    `TRX: ⟦${join('TJRabPrwbZy45sbavf', 'cjinPJC18kjpRTv8')}⟧`,
    `⟦${join('rHb9CJAWyB4rj91VR', 'Wn96DkukG4bwdtyTh')}⟧`,
    `⟦${join('LM2WMpR1Rp6j3Sa5', '9cMXMs1SPzj9eXpGc1')}⟧ and ⟦${join('DH5yaieqoZN36fDVci', 'NyRueRGvGLR3mr7L')}⟧`,
    `xmr ⟦${join(
      '888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1',
      'YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H',
    )}⟧`,
    `my Solana wallet ⟦${join('4Nd1mBQtrMJVYVfKf2PJ', 'y9NZUZdTAsp7D4xWLs4gDB4T')}⟧`,
    `my BTC wallet: ⟦${join('1A1zP1eP5QGefi2D', 'MPTfTL5SLmv7DivfNb')}⟧`,
  ],
  ignored: () => [
    join('1A1zP1eP5QGefi2D', 'MPTfTL5SLmv7DivfNb'),
    `tx 0x${'3f'.repeat(32)} and 0x${join('5aAeb6053F3E94C9b9A0', '9f33669435E7Ef1BeAeD')}`,
    join('bc1qw508d6qejxtdg4y5r3z', 'arvary0c5xw7kv8f3t5'),
    `trace ${join('4bf92f3577b34da6', 'a3ce929d0e0e4736')}, ${join('550e8400-e29b-41d4', '-a716-446655440000')}`,
    `key ${join('4Nd1mBQtrMJVYVfKf2PJ', 'y9NZUZdTAsp7D4xWLs4gDB4T')}`,
  ],
};
