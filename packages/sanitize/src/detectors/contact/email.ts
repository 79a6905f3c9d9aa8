import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { escapeLength } from '../../engine/escapes.js';
import { tailOf } from '../../engine/tail.js';
import type { Window } from '../../engine/window.js';

/** Twice what RFC 5321, section 4.5.3.1.1, allows, so that a longer one is not let through. */
const LONGEST_LOCAL = 128;
/** RFC 5321, section 4.5.3.1.2. */
const LONGEST_DOMAIN = 255;

/** Endings of file names that look like a domain: `icon@2x.png`. */
const FILE_ENDINGS = new Set(['png', 'jpg', 'jpeg', 'gif', 'svg', 'webp', 'json', 'yaml', 'html']);

function isLetterBeyondAscii(code: number): boolean {
  return (code >= 0xc0 && code < 0x250) || (code >= 0x370 && code < 0x2000);
}

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
  let start = at;
  while (start > limit) {
    const code = window.at(start - 1);
    if (isLocal(code)) {
      if (code === 46 /* . */ && window.at(start) === 46) break;
    } else if (
      !isIn(Alphabet.localPunctuation, code) ||
      start === at ||
      !isLocal(window.at(start - 2))
    ) {
      break;
    }
    start--;
  }
  start += escapeLength(window, start);
  while (start < at && !isLocalStart(window.at(start))) start++;
  return Math.min(start, at);
}

function isDomain(code: number): boolean {
  return isIn(Alphabet.alphanumeric | Alphabet.dash, code) || isLetterBeyondAscii(code);
}

/** Whether a label can be a top-level domain: letters, or an encoded name (RFC 3696, section 2). */
function isTopLevel(label: string): boolean {
  if (label.length < 2 || FILE_ENDINGS.has(label.toLowerCase())) return false;
  if (label.toLowerCase().startsWith('xn--')) return true;
  for (let i = 0; i < label.length; i++) {
    const code = label.charCodeAt(i);
    if (!isIn(Alphabet.letter, code) && !isLetterBeyondAscii(code)) return false;
  }
  return true;
}

/** The end of the domain that begins at `start`; `start` itself if there is none. */
function endOfDomain(window: Window, start: number): number {
  let end = start;
  let labelStart = start;
  let i = start;
  for (;;) {
    while (i - start <= LONGEST_DOMAIN && isDomain(window.at(i))) i++;
    if (i - start > LONGEST_DOMAIN) return i;
    let labelEnd = i;
    while (labelEnd > labelStart && window.at(labelEnd - 1) === 45) labelEnd--;
    if (labelStart > start && isTopLevel(window.text.slice(labelStart, labelEnd))) end = labelEnd;
    if (window.at(i) !== 46 /* . */ || i === labelStart || !isDomain(window.at(i + 1))) return end;
    i++;
    labelStart = i;
  }
}

/** Whether an address is the user and host of a URL or of a git remote, which is no mailbox. */
function isRemote(window: Window, start: number, at: number, end: number): boolean {
  if (window.at(start - 1) === 47 && window.at(start - 2) === 47) return true;
  return window.text.slice(start, at) === 'git' && window.at(end) === 58 /* : */;
}

/**
 * E-mail addresses: a local part of dots, words and the other characters of RFC 5322 atoms where
 * they stand inside, `@`, and a domain name with a top-level domain of letters.
 *
 * @see RFC 5321, section 4.1.2; RFC 5322, section 3.2.3; RFC 6531 for letters beyond ASCII
 */
export const email: Detector = {
  rule: 'email',
  type: 'email',
  anchors: ['at'],
  find(window, at): Match | undefined {
    if (!isLocal(window.at(at - 1)) || window.at(at - 1) === 46) return undefined;
    if (!isDomain(window.at(at + 1))) return undefined;
    const end = endOfDomain(window, at + 1);
    if (end === at + 1) return undefined;
    const start = startOfLocal(window, at);
    if (start === at || isRemote(window, start, at, end)) return undefined;
    const tail = end - at > LONGEST_DOMAIN ? tailOf(Alphabet.dotted) : undefined;
    return { start, end, confidence: 0.95, tail };
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
  ],
  ignored: () => [
    'npm install react@18.2.0 lodash@4',
    'import x from "@scope/name.core";',
    'icon@2x.png and @example.com',
    'git clone git@example.com:team/repo.git',
    'ssh://deploy@example.com/srv',
    'user@localhost, a @ b.com, john.@example.com',
  ],
};
