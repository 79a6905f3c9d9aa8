import type { SanitizerConfig } from './configuration/configuration.js';
import { SanitizerConfigurationError } from './configuration/configuration-error.js';
import { guessAt, shown } from './configuration/problems.js';
import { type Catalog, type Rules, readRules } from './configuration/rules.js';
import { Finder } from './finder.js';
import { createPlaceholders, type Placeholders } from './placeholders.js';
import { type AdvanceBytes, advanceBytesByText } from './sanitize-bytes.js';
import type { Advance } from './sanitize-stream.js';
import type { FormatOption } from './sanitizer-types.js';
import type { Replacement } from './splice.js';
import type { Edit } from './structure/edit.js';
import { createWalker, type Format, formatOf, formats } from './structure/format.js';
import { Leaves } from './structure/leaves.js';
import { createFormatAdvance, createWalkingAdvance } from './structure/structured-stream.js';

/** What the ways to sanitize are made of. */
export class SanitizerCore {
  readonly rules: Rules;
  readonly finder: Finder;

  /** @throws SanitizerConfigurationError that names the key that is wrong, and the fix */
  constructor(config: SanitizerConfig, catalog: Catalog) {
    this.rules = readRules(config, catalog);
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
    const asked = checkedFormat(format);
    const walker = createWalker(asked === 'auto' ? formatOf(text) : asked, this.leaves(to));
    if (walker === undefined) return undefined;
    const edits: Edit[] = [];
    walker.walk(text, true, edits);
    return edits;
  }

  /** What sanitizes a text that comes in chunks. */
  advance(format: FormatOption | undefined, to: Replacement): Advance {
    const asked = checkedFormat(format);
    const advanceIn = (one: Format): Advance => {
      const walker = createWalker(one, this.leaves(to));
      return walker === undefined ? this.finder.advance(to) : createWalkingAdvance(walker);
    };
    return asked === 'auto' ? createFormatAdvance(advanceIn) : advanceIn(asked);
  }

  /** What sanitizes bytes that come in chunks. */
  advanceBytes(format: FormatOption | undefined, to: Replacement): AdvanceBytes {
    return checkedFormat(format) === 'text'
      ? this.finder.advanceBytes(to)
      : advanceBytesByText(this.advance(format, to));
  }

  /** What looks at the values of a structure. */
  leaves(to: Replacement): Leaves {
    const redactsSecrets = this.rules.types.includes('api_key');
    return new Leaves((text, hint) => this.finder.find(text, hint), to, redactsSecrets);
  }
}

/** The format that is asked for; a mistyped one must not pass for text in silence. */
export function checkedFormat(format: FormatOption | undefined): FormatOption {
  const known: readonly FormatOption[] = ['auto', ...formats];
  if (format === undefined) return 'text';
  if (known.includes(format)) return format;
  throw new SanitizerConfigurationError('configuration_invalid', `format is ${shown(format)}.`, {
    key: 'format',
    hint: `${guessAt(String(format), known)}It is one of: ${known.join(', ')}.`,
  });
}
