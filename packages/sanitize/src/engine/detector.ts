import type { Tail } from './tail.js';
import type { Window } from './window.js';
import type { Question } from './words-memo.js';

/**
 * What in the text wakes a detector.
 * - `at`, `colon`, `equals`: that character
 * - `digits`: a run that begins with a digit
 * - `number`: 7 to 11 digits that nothing announces and no space or sign follows: they wake no `digits`
 * - `initials`: one to four capitals before a space and a digit, or before `<`
 * - `mixed`: a run of 4 to 48 characters with letters and digits; also `1st`, `2nd`
 * - `token`: a run of 16 characters or more
 * - `capitals`: a run of 6 to 12 capitals and nothing else
 * - `capitalized`: a run that begins with a capital, followed by small letters; also a capital beyond ASCII
 * - `keyword`: a run that is one of the detector's {@link Detector.keywords}, but for dashes before it
 * - `dashes`: a run with dashes and capitals only, such as `-----BEGIN`
 *
 * A run is a stretch of letters, digits, `_` and `-`. A detector that names several anchors may
 * be woken several times for one run.
 */
export type Anchor =
  | 'at'
  | 'colon'
  | 'equals'
  | 'digits'
  | 'number'
  | 'initials'
  | 'mixed'
  | 'token'
  | 'capitals'
  | 'capitalized'
  | 'keyword'
  | 'dashes';

/** A value that a detector found. */
export interface Match {
  /** UTF-16 offsets, `end` exclusive. Not before the window's `low`. */
  start: number;
  end: number;
  /** How sure the detector is, from 0 to 1: shape, checksum, label, context. */
  confidence: number;
  /** How the value goes on behind `end`, when the longest look was not enough to see its end. */
  tail?: Tail | undefined;
  state?: number;
  /** A narrower rule than the detector's own, such as a vendor's. */
  rule?: string | undefined;
  /** The type, where it is not the detector's own: that of what an encoded value holds. */
  type?: string | undefined;
  /** Whether the value stays where it is, because somebody allowed it; nothing else may claim it. */
  kept?: boolean;
}

/**
 * What a candidate must look like for its detector to be asked at all. It only repeats what
 * `find` checks anyway, as tables that are looked up without a call. Each field may be left out.
 */
export interface Gate {
  /**
   * Whether the character before the candidate lets it be one: asked for every ASCII code, for
   * 128 (anything beyond ASCII) and for -1 (none, or the end of another value).
   */
  before?: (code: number) => boolean;
  /** The same of the character behind it. */
  behind?: (code: number) => boolean;
  /** The same of its first character. */
  first?: (code: number) => boolean;
  /**
   * Whether the word before a sign may end with these two letters, given as small ones; there may
   * be a quotation mark between. Asked for signs only, and only where a word ends.
   */
  word?: (last2: number, last: number) => boolean;
  /** Whether it finds nothing within a table of short numbers, see `isTableAt`. */
  outsideTables?: true;
  /** How long a run is at least and at most; from 63 on lengths are not told apart. */
  lengths?: readonly [least: number, most: number];
  /**
   * Whether the classes of its characters may be those of a candidate: bits of `LOWER`, `UPPER`,
   * `DIGIT`, `DASH`, `UNDERSCORE` and `HEXADECIMAL`. Asked for runs only.
   */
  made?: (classes: number) => boolean;
  /** What the words and signs before a candidate must answer with yes; asked after the tables. */
  words?: Question;
  /** What makes a plain number worth a look: left out, every one is. */
  plain?: PlainGate;
  /**
   * Whether any of the detectors that share this very function may find something at a candidate: asked
   * once for all of them, after the tables. It reads through {@link Window.at} as `find` does, and is
   * told the classes of a run as {@link made} is, and how sure what others found is, 0 for nothing:
   * of a candidate that is less sure it may say no.
   */
  anyOf?: (window: Window, start: number, end: number, classes: number, sure: number) => boolean;
  /** Whether it is asked behind the others, because what it looks at costs much; who listens to words is. */
  late?: true;
}

/**
 * Which plain numbers a detector must be asked about. Those are digits alone, seven or more, or a
 * decimal fraction, with nothing around that could join them to more than that. Most numbers of a
 * log are such, and nobody's.
 */
export interface PlainGate {
  /**
   * Whether digits alone may be found where no words announce them.
   *
   * @param lead - the first two as a number
   */
  alone?: (length: number, lead: number) => boolean;
  /** Whether the words before a number, with decimals or without, announce one. */
  announced?: Question;
  /**
   * Whether a number of one or two digits may be found before a word. Other short numbers, behind which
   * no group of digits or capitals stands, are not looked at.
   */
  beforeWord?: true;
}

/** One kind of value: what wakes the search for it, and the check of a candidate. */
export interface Detector {
  /** Names the rule in spans: lower case with dashes. */
  readonly rule: string;
  /** A built-in type, or the name of one of your own: small letters, digits and `_`. */
  readonly type: string;
  readonly anchors: readonly Anchor[];
  /** How sure its surest match is; 1 if left out. It is not asked where another one is surer. */
  readonly surest?: number;
  /** Whether it is off unless its rule is named in `rules` or the preset is `strict`. */
  readonly optIn?: true;
  /** The words, in small letters, that wake it by the anchor `keyword`. */
  readonly keywords?: readonly string[];
  /**
   * Turns candidates down before {@link Detector.find} is called. Of keywords only `before` counts,
   * and only if it lets nothing but a hyphen pass: the words of a command's options.
   */
  readonly gate?: Gate;
  /**
   * Looks at one candidate: for a run its first index and its end; for a character its index and
   * the one after it. Reads through {@link Window.at} only, at most `LOOK_BEHIND` code units back
   * and a bounded number ahead.
   */
  find(window: Window, start: number, end: number): Match | undefined;
}

/** What a detector must find and must leave alone: its tests, and its documentation. */
export interface DetectorExamples {
  /** The texts, with the value between `⟦` and `⟧`. */
  found: () => readonly string[];
  /** Texts in which the detector finds nothing. */
  ignored: () => readonly string[];
}
