import type { Detector } from '../engine/detector.js';
import type { RegexEngine } from '../own/regex-engine.js';
import type { Category } from '../types.js';

/**
 * A ready choice of types.
 * - `secrets`: what gives access, and nothing else
 * - `pii`: what identifies a person and has a form of its own
 * - `llm`: secrets and what identifies a person, without the numbers of banks and devices that a
 *   model needs to work with; for text on its way to a language model
 * - `strict`: everything, names and addresses and the opt-in rules too; alters more than it must
 */
export type PresetName = 'secrets' | 'pii' | 'llm' | 'strict';

/**
 * What takes a value's place.
 * - `placeholder`: `[EMAIL_1]`, the same number for the same value within a scope
 * - `mask`: `**** **** **** 1111`
 * - `hmac`: `[EMAIL_5D41402ABC4B2A76]`, the same in every process that has the key
 * - `fake`: a value of the same form from a range that nobody has, the same in every process that has the key
 * - `drop`: nothing
 */
export type OperatorName = 'placeholder' | 'mask' | 'hmac' | 'fake' | 'drop';

/** An operator with its options. */
export interface OperatorOptions {
  use: OperatorName;
  /** `mask`: how many letters and digits at the end stay; never more than half. Default: 0. */
  keepLast?: number;
  /** `mask`: what stands for a letter or digit. Default: `*`. */
  character?: string;
}

/** Words that change how sure a finding is when one stands before it, in its key or its column. */
export interface ContextConfig {
  /** Each finding behind one of these is surer by 0.25. */
  raise?: readonly string[];
  /** Each finding behind one of these is less sure by 0.5; one that comes out under 0.5 is left. */
  lower?: readonly string[];
}

/** What may be said of every type, built in or your own. */
export interface TypeOptions {
  /** The text that takes the value's place, literally. Without it: {@link TypeOptions.operator}. */
  replace?: string;
  /** How values are replaced. Default: {@link SanitizerConfig.operator}. */
  operator?: OperatorName | OperatorOptions;
  /** Findings less sure than this are left, from 0 to 1. Default: {@link SanitizerConfig.thresholds}. */
  threshold?: number;
  /** Words before the value that tell more about it. */
  context?: ContextConfig;
}

/** A built-in type, or an alias of one. `api_key` means every kind of secret. */
export interface BuiltInPattern extends TypeOptions {
  type: string;
}

/** Something of your own that has a form. */
export interface RegexPattern extends TypeOptions {
  type: 'regex';
  /** The type's name in findings: small letters, digits and `_`; `employee_id`. */
  name: string;
  /** In the syntax of RE2, which has no back references and no look-around; tried line by line. */
  pattern: string;
  /** Default: false. */
  ignoreCase?: boolean;
  /** The group that is the value. Default: the whole match. */
  group?: number;
  /** From 0 to 1. Default: 0.9. */
  confidence?: number;
  /** What leaks with it. Default: `pii`. */
  category?: Category;
}

/** Words and phrases of your own: names of customers, of projects. */
export interface WordsPattern extends TypeOptions {
  type: 'words';
  /** The type's name in findings: small letters, digits and `_`; `customer`. */
  name: string;
  words?: readonly string[];
  /** A text file with one word or phrase a line; lines with `#` are comments. In Node only. */
  file?: string;
  /** Default: true. */
  ignoreCase?: boolean;
  /** Whether a word is found only where it is not part of a longer one. Default: true. */
  wholeWords?: boolean;
  /** What leaks with it. Default: `pii`. */
  category?: Category;
}

/** One type to find, and what to put in its place. */
export type SanitizerPattern = BuiltInPattern | RegexPattern | WordsPattern;

/** What is left though it has the form of something sensitive. */
export interface AllowConfig {
  /** Exact values, in any case. */
  values?: readonly string[];
  /** Domains, with what is below them: `example.com` allows addresses and hosts there. */
  domains?: readonly string[];
  /** In the syntax of RE2; the whole value must match. */
  patterns?: readonly string[];
  /**
   * What is reserved for documentation and tests, so that it is nobody's: `example.com`, 555-01xx,
   * 192.0.2.0/24, the test cards of payment providers. `true`: of all types.
   */
  reserved?: boolean | readonly string[];
}

/** What a sanitizer finds and how it replaces. Every field may be left out. */
export interface SanitizerConfig {
  /** A ready choice of types, instead of the default one. */
  preset?: PresetName;
  /** `true` (the default): every built-in type with a form of its own is found. `false`: only those in `patterns`. */
  defaults?: boolean;
  /** Types to find and their replacements, as in `sanitization.patterns` of `fluxloop.yaml`. */
  patterns?: readonly SanitizerPattern[];
  /** Rules that are off unless they are named: `high-entropy`. */
  rules?: readonly string[];
  /** Detectors of your own, made by `defineDetector`. Their types are on. */
  detectors?: readonly Detector[];
  /** How values are replaced where their type says nothing. Default: `placeholder`. */
  operator?: OperatorName | OperatorOptions;
  /** What is left: a list of values, or more. */
  allow?: readonly string[] | AllowConfig;
  /** Words before a value of any type that tell more about it. */
  context?: ContextConfig;
  /** The least confidence, of all types or by type: `0.5`, `{ default: 0.3, phone: 0.8 }`. Default: 0. */
  thresholds?: number | Readonly<Record<string, number>>;
  /** Whether `fluxloop:allow` in a line keeps what stands there. Default: false, because whoever writes the text decides then. */
  markers?: boolean;
  /** Fingerprints of findings that were accepted, as `inspect` with the same {@link SanitizerConfig.key} tells them. */
  baseline?: readonly string[];
  /** Whether base64 and percent-encoding are looked into, one level deep. Default: true. */
  decode?: boolean;
  /**
   * The region (ISO 3166-1, two letters) in whose national form phone numbers are found without a
   * label too: with `ES`, `612 345 678`. Default: none; what begins with a trunk 0 or has North
   * America's form is found everywhere.
   */
  phoneRegion?: string;
  /** For `hmac`, `fake` and fingerprints: 16 bytes or more that only you know. */
  key?: string | Uint8Array;
  /**
   * Exact values that are always replaced, as `api_key`: the secrets this process knows, such as
   * those in its environment. Values under six characters are left out,
   * because replacing every `1234` would ruin the text and hide nothing.
   */
  knownSecrets?: readonly string[];
  /** Runs the regular expressions. In Node it is loaded by itself; elsewhere take it from `@fluxloop/sanitize/regex`. */
  regexEngine?: RegexEngine;
}
