import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { escapeLength } from '../../engine/escapes.js';
import { LONGEST_QUOTED } from '../../engine/hold-back.js';
import type { Window } from '../../engine/window.js';
import { endOfDomain, isDomainStart, isLetterBeyondAscii, isUnspaced } from './mail-domain.js';

/** Twice what RFC 5321, section 4.5.3.1.1, allows, so that a longer one is not let through. */
const LONGEST_LOCAL = 128;
/** RFC 4291: `[IPv6:` and eight groups, the last two of them as an IPv4 address. */
const LONGEST_LITERAL = 54;

const QUOTE = 34;
const DOT = 46;
const COLON = 58;
const OPEN = 91;
const BACKSLASH = 92;
const CLOSE = 93;

function isLocal(code: number): boolean {
  return (
    isIn(Alphabet.dotted, code) ||
    code === 43 /* + */ ||
    code === 37 /* % */ ||
    isLetterBeyondAscii(code)
  );
}

/** Addresses may begin with other signs, but what does in running text is no part of them. */
function isLocalStart(code: number): boolean {
  return isIn(Alphabet.word, code) || isLetterBeyondAscii(code);
}

/** Where the local part that ends before `at` begins; `at` itself if there is none. */
function startOfLocal(window: Window, at: number): number {
  const limit = Math.max(window.low, at - LONGEST_LOCAL);
  let start = window.startOf(Alphabet.word, at, limit);
  while (start > limit) {
    const code = window.at(start - 1);
    if (isLocal(code)) {
      if (code === DOT && window.at(start) === DOT) break;
    } else if (
      !isIn(Alphabet.localPunctuation, code) ||
      start === at ||
      !isLocal(window.at(start - 2))
    ) {
      break;
    }
    start = window.startOf(Alphabet.word, start - 1, limit);
  }
  start += escapeLength(window, start);
  while (start < at && !isLocalStart(window.at(start))) start++;
  return Math.min(behindProse(window, start, at), at);
}

/** Chinese or Japanese runs on to an address without a space; a local part in it is all of it. */
function behindProse(window: Window, start: number, at: number): number {
  let i = start;
  while (i < at && isUnspaced(window.at(i))) i++;
  return i === at || !isLocalStart(window.at(i)) ? start : i;
}

/**
 * Where a quoted local part begins whose closing quotation mark stands before `at`. In a JSON
 * string its marks are escaped, both as often, and belong to the address.
 */
function startOfQuoted(window: Window, at: number): number {
  const depth = backslashesBefore(window, at - 1);
  const limit = Math.max(window.low, at - LONGEST_QUOTED);
  for (let i = at - 2 - depth; i >= limit; i--) {
    const code = window.at(i);
    // A bracket may be that of a placeholder, which is no part of an address.
    if (code < 32 || code === OPEN) return at;
    if (code !== QUOTE) continue;
    const escapes = backslashesBefore(window, i);
    // As many more as make pairs stand for backslashes before a mark that counts.
    if (escapes > depth && escapes % (2 * (depth + 1)) !== depth) {
      i -= escapes;
      continue;
    }
    const start = i - depth;
    const isWhole = escapes === depth && i < at - 2 - depth && start >= limit;
    return isWhole && !isPart(window.at(start - 1)) ? start : at;
  }
  return at;
}

/** Whether a character could be part of an address, and glues what stands behind it. */
function isPart(code: number): boolean {
  return isLocal(code) || isIn(Alphabet.localPunctuation, code) || code === 64 /* @ */;
}

function backslashesBefore(window: Window, index: number): number {
  let count = 0;
  while (count < 16 && window.at(index - 1 - count) === BACKSLASH) count++;
  return count;
}

/** The end of an address literal, `[192.0.2.1]` or `[IPv6:2001:db8::1]`; `start` if there is none. */
function endOfLiteral(window: Window, start: number): number {
  const isV6 = window.reads('IPv6:', start + 1);
  let i = start + (isV6 ? 6 : 1);
  let dots = 0;
  let colons = 0;
  for (; i - start < LONGEST_LITERAL; i++) {
    const code = window.at(i);
    if (code === DOT) dots++;
    else if (code === COLON) colons++;
    else if (!isIn(isV6 ? Alphabet.hex : Alphabet.digit, code)) break;
  }
  const isAddress = isV6 ? colons >= 2 : colons === 0 && dots === 3;
  return isAddress && window.at(i) === CLOSE && !isPart(window.at(i + 1)) ? i + 1 : start;
}

/** Whether an address is the user and host of a URL or of a git remote, which is no mailbox. */
function isRemote(window: Window, start: number, at: number, end: number): boolean {
  if (window.at(start - 1) === 47 && window.at(start - 2) === 47) return true;
  return window.text.slice(start, at) === 'git' && window.at(end) === COLON;
}

/**
 * E-mail addresses: a local part of dots, words and the other characters of RFC 5322 atoms where
 * they stand inside, or one in quotation marks; `@`; a domain name with a top-level domain of
 * letters, or an address literal. Letters of all scripts may stand in both.
 *
 * @see RFC 5321, sections 4.1.2 and 4.1.3; RFC 5322, section 3.2.3; RFC 6531
 */
export const email: Detector = {
  rule: 'email',
  type: 'email',
  anchors: ['at'],
  find(window, at): Match | undefined {
    const before = window.at(at - 1);
    const isQuoted = before === QUOTE;
    if (!isQuoted && (!isLocal(before) || before === DOT)) return undefined;
    const domain = at + 1;
    const isLiteral = window.at(domain) === OPEN;
    if (!isLiteral && !isDomainStart(window.at(domain))) return undefined;
    const end = isLiteral ? endOfLiteral(window, domain) : endOfDomain(window, domain);
    if (end === domain) return undefined;
    const start = isQuoted ? startOfQuoted(window, at) : startOfLocal(window, at);
    if (start === at || isRemote(window, start, at, end)) return undefined;
    return { start, end, confidence: 0.95 };
  },
};

export const emailExamples: DetectorExamples = {
  found: () => [
    'Write to ⟦jane.doe@example.com⟧ please.',
    '⟦jane+orders@mail.example.co.uk⟧',
    '<⟦o\'brien@example.org⟧>, "⟦x_y-z%1@sub-domain.example.travel⟧"',
    'mailto:⟦jane@example.com⟧?subject=hi',
    'email=⟦jane@example.com⟧&next=1',
    '{"to":"⟦jane@example.com⟧","cc":["⟦joe@example.net⟧"]}',
    String.raw`{"text":"hello\n⟦jane@example.com⟧\nbye"}`,
    'Schreib an ⟦jürgen@müller.example⟧, danke.',
    'encoded ⟦jane@xn--mller-kva.example⟧.',
    'ends a sentence ⟦jane@example.com⟧.',
    'From: Jane Doe <⟦jane@example.com⟧>, "Doe, Joe" <⟦joe@example.com⟧>',
    'to ⟦"jane doe"@example.com⟧ or ⟦"jane\\@home"@example.com⟧',
    String.raw`{"to":"⟦\"jane doe\"@example.com⟧"}`,
    'at ⟦jane@[192.0.2.1]⟧ and ⟦jane@[IPv6:2001:db8::1]⟧',
    '⟦jane@example.photography⟧, ⟦jane@my_shop.example.com⟧',
    '⟦用户@例子.广告⟧, ⟦hans.m端ller@m端ller.com⟧, ⟦иван@пример.рф⟧',
    '请发邮件到⟦jane@example.com⟧，谢谢。⟦jane@example.com⟧으로 보내 주세요',
  ],
  ignored: () => [
    'npm install react@18.2.0 lodash@4 vue@3.0.0-beta.rc',
    'import x from "@scope/name.core";',
    'icon@2x.png and @example.com',
    'git clone git@example.com:team/repo.git',
    'ssh://deploy@example.com/srv',
    'user@localhost, a @ b.com, john.@example.com, jane@-example.com',
    `jane@${'a'.repeat(64)}.com`,
    'jane@[300.1], jane@[EMAIL_1], "@example.com, ""@example.com',
    String.raw`["call\\","@example.com"]`,
  ],
};
