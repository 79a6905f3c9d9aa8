import type { Detector } from '../engine/detector.js';
import type { Advance } from '../sanitize-stream.js';
import type { Edit } from '../structure/edit.js';
import type { Format } from '../structure/format.js';
import type { Context, Leaves } from '../structure/leaves.js';
import type { Walker } from '../structure/walker.js';
import type { SanitizerConfig } from './configuration.js';
import type { Preset } from './presets.js';
import type { Rules } from './rules.js';

/** The formats that an entry of the package can walk through. */
export interface FormatPart {
  /** Beside `text`. */
  known: readonly Format[];
  /** What walks through a text of a format; `undefined` for text, which is scanned as a whole. */
  createWalker(format: Format, leaves: Leaves): Walker | undefined;
  /**
   * What sanitizes a text in chunks.
   *
   * @param plain - makes what does so for plain text
   */
  advance(format: Format | 'auto', leaves: Leaves, plain: () => Advance): Advance;
  /** The edits of a string in a structure, which may hold a structure itself. */
  editsOfString(leaves: Leaves, value: string, context: Context): Edit[];
  /** Tells the format of a text by its beginning. */
  formatOf(text: string): Format;
}

/** What an entry that finds phones makes of `phoneRegion`. */
export interface PhonePart {
  /**
   * Reads a region.
   *
   * @returns two letters as ISO 3166-1 writes them
   * @throws SanitizerConfigurationError `configuration_invalid` for anything that is no region
   */
  readRegion(value: unknown): string;
  /** The same detectors, with the one for phones reading the national forms of a region. */
  withRegion(detectors: readonly Detector[], region: string): readonly Detector[];
}

/**
 * What an entry of the package can find, and what it does when nothing is said. Its parts are
 * handed over, so that an entry weighs what it uses.
 */
export interface Catalog {
  /** What is imported to get it. */
  entry: string;
  detectors: readonly Detector[];
  /** The types it has detectors for. */
  types: readonly string[];
  preset: Preset;
  formats: FormatPart;
  /** Nothing in an entry that finds no phones. */
  phones?: PhonePart;
  /**
   * Checks a configuration and fills in the defaults. It is checked as it comes, because it is
   * often read from a file.
   *
   * @throws SanitizerConfigurationError that names the key, what is wrong, and the fix. Its text
   *   never holds a known secret or the key.
   */
  readRules(config: SanitizerConfig, catalog: Catalog): Rules;
}
