import type { Catalog, FormatPart } from './configuration/catalog.js';
import type { SanitizerConfig } from './configuration/configuration.js';
import { SanitizerConfigurationError } from './configuration/configuration-error.js';
import { guessAt, shown } from './configuration/problems.js';
import type { Rules } from './configuration/rules.js';
import { Finder } from './finder.js';
import { createPlaceholders, type Placeholders } from './placeholders.js';
import type { Advance } from './sanitize-stream.js';
import type { FormatOption } from './sanitizer-types.js';
import type { Replacement } from './splice.js';
import type { Edit } from './structure/edit.js';
import { Leaves } from './structure/leaves.js';

/** What the ways to sanitize are made of. */
export class SanitizerCore {
  readonly rules: Rules;
  readonly finder: Finder;
  /** The formats that it can walk through. */
  readonly formats: FormatPart;
  readonly #entry: string;

  /** @throws SanitizerConfigurationError that names the key that is wrong, and the fix */
  constructor(config: SanitizerConfig, catalog: Catalog) {
    this.rules = catalog.readRules(config, catalog);
    this.formats = catalog.formats;
    this.#entry = catalog.entry;
    this.finder = new Finder(this.rules);
  }

  /**
   * How values are replaced in one call.
   *
   * @param remembers - whether the scope shall recall the values later
   */
  replacement(placeholders: Placeholders = createPlaceholders(), remembers = false): Replacement {
    const { operators } = this.finder;
    const keeps = remembers || placeholders.keepsAll === true;
    return { operators, placeholders, remembers: keeps, counts: {} };
  }

  /** The edits of a structured text; `undefined` for one that is none. */
  walk(text: string, format: FormatOption | undefined, to: Replacement): Edit[] | undefined {
    const asked = this.checkedFormat(format);
    if (asked === 'text') return undefined;
    const walker = this.formats.createWalker(
      asked === 'auto' ? this.formats.formatOf(text) : asked,
      this.leaves(to),
    );
    if (walker === undefined) return undefined;
    const edits: Edit[] = [];
    walker.walk(text, true, edits);
    return edits;
  }

  /** What sanitizes a text that comes in chunks. */
  advance(format: FormatOption | undefined, to: Replacement): Advance {
    const plain = () => this.finder.advance(to);
    return this.formats.advance(this.checkedFormat(format), this.leaves(to), plain);
  }

  /** What looks at the values of a structure. */
  leaves(to: Replacement): Leaves {
    const redactsSecrets = this.rules.types.includes('api_key');
    return new Leaves((text, hint) => this.finder.find(text, hint), to, redactsSecrets);
  }

  /** The format that is asked for; a mistyped one must not pass for text in silence. */
  checkedFormat(format: FormatOption | undefined): FormatOption {
    if (format === undefined) return 'text';
    const known: readonly FormatOption[] = ['text', ...this.formats.known, 'auto'];
    if (known.includes(format)) return format;
    const message = `format is ${shown(format)}, which ${this.#entry} does not read.`;
    throw new SanitizerConfigurationError('configuration_invalid', message, {
      key: 'format',
      hint: `${guessAt(String(format), known)}It is one of: ${known.join(', ')}.`,
    });
  }
}
