import { Alphabet, isIn } from '../../engine/characters.js';
import type { Detector, DetectorExamples, Match } from '../../engine/detector.js';
import { isEscaped } from '../../engine/escapes.js';
import { hasPlaceholder, isStandIn } from '../../engine/stand-ins.js';
import type { Window } from '../../engine/window.js';
import { isQuote } from './assigned-name.js';

/** How far before its data a manifest may say that it is a Secret. */
const LONGEST_REACH = 176;
/** How much data is looked through for the kind behind it; and at most, when the kind is known. */
const LONGEST_BEFORE_KIND = 512;
const LONGEST_BLOCK = 4096;
/** How far behind the data the kind may stand. */
const LONGEST_GAP = 48;
const SHORTEST_VALUE = 10;
const COLON = 58;
const LINE = 10;
const BACKSLASH = 92;

/** The values of a manifest's data, from the first to the last. */
interface Block {
  start: number;
  end: number;
  /** Where the block itself ends. */
  behind: number;
}

/** The length of a line end at an index: a real one, or in a string of JSON an escaped one. */
function lineEndAt(window: Window, index: number, mayBeEscaped = true): number {
  if (window.at(index) === LINE) return 1;
  return mayBeEscaped && window.at(index) === BACKSLASH && window.at(index + 1) === 110 ? 2 : 0;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** How many blanks the line begins with in which a word stands first; -1 if it is not the first. */
function indentationOf(window: Window, start: number): number {
  let i = start;
  while (start - i < 40 && isBlank(window.at(i - 1))) i--;
  const before = window.at(i - 1);
  const isBegin = before === LINE || (before === 110 && window.at(i - 2) === BACKSLASH);
  return isBegin || (before === -1 && i === window.low) ? start - i : -1;
}

const KIND = /^kind["'`\\ \t:]{0,12}secret(?!\w)/i;
const LONGEST_KIND = 23;

/** Whether `kind: Secret` stands at an index, in YAML or JSON, in any case. */
function isKindAt(window: Window, index: number): boolean {
  const end = index + LONGEST_KIND;
  window.at(end);
  return KIND.test(window.text.slice(index, end));
}

function isQuoteSign(code: number): boolean {
  return isQuote(code) || code === BACKSLASH;
}

/** Whether the manifest says before its data that it is a Secret. */
function isSecretBefore(window: Window, start: number): boolean {
  const from = Math.max(window.low, start - LONGEST_REACH);
  const text = window.text.slice(from, start);
  const document = text.lastIndexOf('---');
  for (let at = text.lastIndexOf('ind'); at > document; at = text.lastIndexOf('ind', at - 1)) {
    if (at < 1) return false;
    if (isKindAt(window, from + at - 1)) return !hasPlaceholder(text.slice(at));
  }
  return false;
}

/** Whether the manifest says right behind its data that it is a Secret. */
function isSecretBehind(window: Window, index: number): boolean {
  for (let i = index; i - index < LONGEST_GAP; i++) {
    const code = window.at(i);
    if (code < 0) return false;
    if ((code | 32) === 107 /* k */) return isKindAt(window, i);
    const isSkipped = isBlank(code) || isQuoteSign(code) || code === LINE;
    if (!isSkipped && code !== 44 /* , */ && code !== 125 /* } */ && code !== 110) return false;
  }
  return false;
}

/** Whether a value of the data says something: base64, or any text of `stringData`. */
function isValue(value: string, isPlain: boolean): boolean {
  if (isPlain) return value.length >= 4 && !isStandIn(value);
  if (value.length < SHORTEST_VALUE) return false;
  for (let i = 0; i < value.length; i++) {
    if (!isIn(Alphabet.base64 | Alphabet.base64url, value.charCodeAt(i))) return false;
  }
  return true;
}

/** The block of lines that are indented deeper than the word before it. */
function readLines(
  window: Window,
  from: number,
  indentation: number,
  isPlain: boolean,
  longest: number,
): Block | undefined {
  // In JSON the lines are those of a string, which ends at its quotation mark.
  const isInString = window.at(from - 1) === 110;
  let i = from;
  let start = -1;
  let end = -1;
  let isScalar = false;
  while (i - from < longest) {
    const line = i;
    while (isBlank(window.at(i)) && i - line < 64) i++;
    const content = i;
    let colon = -1;
    while (i - from < longest && window.at(i) >= 0 && lineEndAt(window, i, isInString) === 0) {
      if (isInString && window.at(i) === 34 && !isEscaped(window, i)) break;
      if (window.at(i) === COLON && colon < 0) colon = i;
      i++;
    }
    const isEmpty = i === content;
    if (!isEmpty && content - line <= indentation) {
      return start < 0 ? undefined : { start, end, behind: line };
    }
    if (!isEmpty && window.at(content) !== 35 /* # */) {
      const value = valueOfLine(window, isScalar ? content : colon + 1, i);
      isScalar = value.isScalar;
      if (start < 0 && isValue(value.text, isPlain)) start = value.start;
      end = value.end;
    }
    const lineEnd = lineEndAt(window, i, isInString);
    if (lineEnd === 0) return start < 0 ? undefined : { start, end, behind: i };
    i += lineEnd;
  }
  return undefined;
}

/** The value of a line behind its colon: without quotation marks for judging it, with them in place. */
function valueOfLine(
  window: Window,
  from: number,
  to: number,
): { start: number; end: number; text: string; isScalar: boolean } {
  let start = from;
  while (start < to && isBlank(window.at(start))) start++;
  let end = to;
  while (end > start && (isBlank(window.at(end - 1)) || window.at(end - 1) === 13)) end--;
  const text = window.text.slice(start, end);
  const isScalar = text.startsWith('|') || text.startsWith('>');
  const isQuoted = text.length > 1 && isQuote(text.charCodeAt(0));
  return { start, end, text: isQuoted ? text.slice(1, -1) : text, isScalar };
}

/** The members of a flat object in JSON. */
function readMembers(
  window: Window,
  from: number,
  isPlain: boolean,
  longest: number,
): Block | undefined {
  let start = -1;
  let end = -1;
  let opened = -1;
  let isMember = false;
  for (let i = from; i - from < longest; i++) {
    const code = window.at(i);
    if (code < 0) return undefined;
    if (code === COLON && opened < 0) isMember = true;
    if (code === 44 && opened < 0) isMember = false;
    if (code === 123 /* { */ && opened < 0) return undefined;
    if (code === 125 /* } */ && opened < 0) {
      return start < 0 ? undefined : { start, end, behind: i + 1 };
    }
    if (code !== 34) continue;
    if (opened < 0) opened = i + 1;
    else {
      const text = window.text.slice(opened, i);
      if (isMember && start < 0 && isValue(text, isPlain)) start = opened;
      if (isMember) end = i;
      opened = -1;
    }
  }
  return undefined;
}

function readBlock(
  window: Window,
  start: number,
  end: number,
  isPlain: boolean,
  longest: number,
): Block | undefined {
  if (window.at(end) === COLON) {
    const indentation = indentationOf(window, start);
    let i = end + 1;
    while (isBlank(window.at(i)) && i - end < 32) i++;
    const lineEnd = lineEndAt(window, i);
    return indentation < 0 || lineEnd === 0
      ? undefined
      : readLines(window, i + lineEnd, indentation, isPlain, longest);
  }
  if (window.at(end) !== 34 || window.at(end + 1) !== COLON) return undefined;
  let i = end + 2;
  while (isIn(Alphabet.space, window.at(i)) && i - end < 32) i++;
  return window.at(i) === 123 /* { */ ? readMembers(window, i + 1, isPlain, longest) : undefined;
}

/**
 * The data of a Kubernetes Secret, in YAML or JSON, with the kind before it or right behind it.
 * What stands from the first value to the last is one: whose names they are is a secret perhaps,
 * and the manifest stays one that can be read.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export const kubernetesSecret: Detector = {
  rule: 'kubernetes-secret',
  type: 'api_key',
  anchors: ['keyword'],
  keywords: ['data', 'stringdata'],
  find(window, start, end): Match | undefined {
    const after = window.at(end);
    if (after !== COLON && after !== 34) return undefined;
    const isKnown = isSecretBefore(window, start);
    const isPlain = end - start > 4;
    const longest = isKnown ? LONGEST_BLOCK : LONGEST_BEFORE_KIND;
    const block = readBlock(window, start, end, isPlain, longest);
    if (block === undefined || block.end <= block.start) return undefined;
    if (!isKnown && !isSecretBehind(window, block.behind)) return undefined;
    if (hasPlaceholder(window.text.slice(block.start, block.end))) return undefined;
    return { start: block.start, end: block.end, confidence: 0.92 };
  },
};

export const kubernetesSecretExamples: DetectorExamples = {
  found: () => [
    'kind: Secret\nmetadata:\n  name: x\ndata:\n  username: ⟦YWRtaW4tdXNlcg==⟧\ntype: Opaque\n',
    'kind: Secret\ndata:\n  a: ⟦YWRtaW4tdXNlcg==\n  b: MWYyZDFlMmU2N2Rm⟧\n---\nkind: ConfigMap\n',
    'apiVersion: v1\ndata:\n  extra: ⟦YWRtaW46cGFzc3dvcmQ=⟧\nkind: Secret\n',
    'kind: "Secret"\ndata:\n  # base64\n  .dockercfg: |\n    ⟦eyJhdXRocyI6eyJodHRwczovL2V4YW1wbGUv⟧\n',
    'kind: Secret\nstringData:\n  motto: ⟦correct horse⟧\n',
    'kind: Secret\nstringData:\n  lines: ⟦"correct\\nhorse\\nbattery"⟧\n',
    '{"kind":"Secret","data":{"user":"⟦YWRtaW4tdXNlcg==","pw":"MWYyZDFlMmU2N2Rm⟧"}}',
    '{"data":{"user":"⟦YWRtaW4tdXNlcg==⟧"},"kind":"Secret"}',
    '"kind: Secret\\ndata:\\n  user: ⟦YWRtaW4tdXNlcg==⟧\\n"',
  ],
  ignored: () => [
    'kind: ConfigMap\ndata:\n  user: YWRtaW4tdXNlcg==\n',
    'kind: Secret\ndata:\n  csrf: ""\n  x: {{ .Values.x }}\n',
    'kind: Secret\ntarget:\n  name: x\n---\nkind: ConfigMap\ndata:\n  user: YWRtaW4tdXNlcg==\n',
    'kind: SecretStore\ndata:\n  user: YWRtaW4tdXNlcg==\n',
    'kind: secret data: YWRtaW4tdXNlcg==, data: and more data',
    '{"data":{"user":"YWRtaW4tdXNlcg=="},"kind":"ConfigMap"}',
  ],
};
