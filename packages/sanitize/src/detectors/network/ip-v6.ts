import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import type { Window } from '../../engine/window.js';

const COLON = 58;
const DASH = 45;
const DOT = 46;
const OPEN = 91;
const CLOSE = 93;

/** Where an address with its first colon at `colon` begins; undefined if it cannot be one. */
function startOf(window: Window, colon: number): number | undefined {
  let start = colon;
  while (colon - start < 5 && isIn(Alphabet.hex, window.at(start - 1))) start--;
  if (colon - start > 4) return undefined;
  const before = window.at(start - 1);
  if (isIn(Alphabet.base64url, before) || before === COLON || before === DOT) return undefined;
  return start === colon && window.at(colon + 1) !== COLON ? undefined : start;
}

/** The end of an IPv4 address at `start`; undefined if there is none. */
function endOfQuad(window: Window, start: number): number | undefined {
  let i = start;
  for (let part = 0; part < 4; part++) {
    let octet = 0;
    const from = i;
    while (i - from < 4 && isIn(Alphabet.digit, window.at(i))) {
      octet = octet * 10 + window.at(i) - 48;
      i++;
    }
    if (i === from || octet > 255) return undefined;
    if (part < 3) {
      if (window.at(i) !== DOT) return undefined;
      i++;
    }
  }
  return i;
}

interface Parsed {
  end: number;
  groups: number;
  compressed: boolean;
  hasDigit: boolean;
}

/** Reads groups and colons from `start` as far as they go. */
function parse(window: Window, start: number): Parsed | undefined {
  let i = start;
  let groups = 0;
  let compressed = false;
  let hasDigit = false;
  for (;;) {
    if (window.at(i) === COLON && window.at(i + 1) === COLON) {
      if (compressed) return undefined;
      compressed = true;
      i += 2;
      if (!isIn(Alphabet.hex, window.at(i))) return { end: i, groups, compressed, hasDigit };
    }
    const from = i;
    while (i - from < 5 && isIn(Alphabet.hex, window.at(i))) {
      hasDigit ||= isIn(Alphabet.digit, window.at(i));
      i++;
    }
    if (i === from || i - from > 4) return undefined;
    if (window.at(i) === DOT && isIn(Alphabet.digit, window.at(i + 1))) {
      const end = endOfQuad(window, from);
      return end === undefined ? undefined : { end, groups: groups + 2, compressed, hasDigit };
    }
    groups++;
    if (window.at(i) !== COLON || groups === 8) return { end: i, groups, compressed, hasDigit };
    if (window.at(i + 1) !== COLON) {
      if (!isIn(Alphabet.hex, window.at(i + 1))) return { end: i, groups, compressed, hasDigit };
      i++;
    }
  }
}

/** The end of a zone such as `%eth0` behind an address (RFC 4007, section 11; RFC 6874). */
function endOfZone(window: Window, end: number): number {
  if (window.at(end) !== 37 /* % */ || !isIn(Alphabet.alphanumeric, window.at(end + 1))) return end;
  let i = end + 1;
  while (i - end < 17 && isIn(Alphabet.dotted, window.at(i))) i++;
  while (window.at(i - 1) === DOT || window.at(i - 1) === DASH) i--;
  return i;
}

/** `list[1::2]` is a slice, not an address in brackets. */
function isSlice(window: Window, start: number): boolean {
  if (window.at(start - 1) !== OPEN) return false;
  const before = window.at(start - 2);
  return isIn(Alphabet.word, before) || before === 41 /* ) */ || before === CLOSE;
}

/** Whether `::`, which means no address in particular, stands where one is meant: `[::]:80`, `::/0`. */
function isUnspecified(window: Window, start: number, end: number): boolean {
  const before = window.at(start - 1);
  const after = window.at(end);
  if (before === OPEN && after === CLOSE) return !isSlice(window, start);
  if (after === 47 /* / */) return isIn(Alphabet.digit, window.at(end + 1));
  return before === -1 && after === -1;
}

/** Three groups of four letters are an address even without a digit: `dead:beef::cafe`. */
function hasLongGroups(window: Window, start: number, end: number): boolean {
  return (
    window.text
      .slice(start, end)
      .split(':')
      .filter(({ length }) => length === 4).length >= 3
  );
}

/** Whether the first colon stands behind a group, or before another one. */
function mayBegin(window: Window, colon: number): boolean {
  return isIn(Alphabet.hex, window.at(colon - 1)) || window.at(colon + 1) === COLON;
}

/**
 * IPv6 addresses: eight groups, or fewer around one `::`, with an IPv4 address or a zone at the
 * end. A lone `::` and names such as `a::b` are code, not addresses.
 *
 * @see RFC 4291, section 2.2; RFC 5952
 */
export const ipV6: Detector = {
  rule: 'ip-v6',
  type: 'ip',
  anchors: ['colon'],
  gate: {
    before: (code) => !isIn(Alphabet.word, code) || isIn(Alphabet.hex, code),
    behind: (code) => isIn(Alphabet.hex, code) || code === COLON,
    anyOf: mayBegin,
  },
  find(window, colon): Match | undefined {
    const start = startOf(window, colon);
    if (start === undefined) return undefined;
    const parsed = parse(window, start);
    if (parsed === undefined) return undefined;
    if (parsed.compressed ? parsed.groups > 7 : parsed.groups !== 8) return undefined;
    const end = endOfZone(window, parsed.end);
    const after = window.at(end);
    if (isIn(Alphabet.word, after) || after === COLON || isSlice(window, start)) return undefined;
    const isAddress =
      parsed.groups === 0
        ? isUnspecified(window, start, end)
        : parsed.hasDigit || hasLongGroups(window, start, parsed.end);
    return isAddress ? { start, end, confidence: 0.93 } : undefined;
  },
};

export const ipV6Examples: DetectorExamples = {
  found: () => [
    'host ⟦2001:db8::1⟧ up',
    '[⟦2001:db8:0:0:1:0:0:1⟧]:443',
    '⟦::1⟧ and ⟦fe80::1ff:fe23:4567:890a%eth0⟧',
    '"⟦::ffff:192.0.2.128⟧"',
    'ip=⟦2001:DB8::8:800:200C:417A⟧.',
    '⟦2001:db8::⟧/32, ⟦::⟧/0, listen [⟦::⟧]:80, http://[⟦::1⟧]:8080/',
    '⟦dead:beef::cafe⟧, ⟦fe80::7:8%1⟧, ⟦64:ff9b::192.0.2.33⟧, ⟦0:0:0:0:0:0:192.0.2.1⟧',
  ],
  ignored: () => [
    'at 12:34:56 and 2024-11-01T14:30:00Z',
    'mac 00:1b:63:84:45:e6',
    'std::vector, a::b, ::foo, x :: y',
    '1:2:3:4:5:6:7:8:9, 1::2::3, ::ffff:1.2.3.256',
    'rows[1::2], rows[::2], f(x)[::3], x[::], face::cafe',
  ],
};
