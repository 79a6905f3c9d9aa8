import type { SanitizerConfig } from './configuration/configuration.js';
import { SanitizerConfigurationError } from './configuration/configuration-error.js';
import { guessAt, shown } from './configuration/problems.js';
import { type Catalog, categoryOf, type Rules, readRules } from './configuration/rules.js';
import type { Finding } from './engine/scan.js';
import { Finder } from './finder.js';
import { createPlaceholders } from './placeholders.js';
import { sanitizeByteStream } from './sanitize-bytes.js';
import { type Advance, sanitizeStream } from './sanitize-stream.js';
import { ValueSanitizer } from './sanitize-value.js';
import type { FormatOption, Sanitizer, Span } from './sanitizer-types.js';
import { type Counts, type Replacement, splice } from './splice.js';
import { applyEdits, type Edit } from './structure/edit.js';
import { createWalker, type Format, formatOf, formats } from './structure/format.js';
import { Leaves } from './structure/leaves.js';
import { createFormatAdvance, createWalkingAdvance } from './structure/structured-stream.js';

/** Changes whenever the same text and rules may give another result. */
const ENGINE_VERSION = 2;

/**
 * Builds a sanitizer of what an entry of the package can find.
 *
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function buildSanitizer(config: SanitizerConfig, catalog: Catalog): Sanitizer {
  const rules = readRules(config, catalog);
  const finder = new Finder(rules);
  const { operators } = finder;
  const leavesFor = (to: Replacement): Leaves =>
    new Leaves((text, hint) => finder.find(text, hint), to, rules.types.includes('api_key'));

  /** The edits of a structured text; `undefined` for one that is none. */
  const walk = (
    text: string,
    format: FormatOption | undefined,
    to: Replacement,
  ): Edit[] | undefined => {
    const known = checkedFormat(format);
    const walker = createWalker(known === 'auto' ? formatOf(text) : known, leavesFor(to));
    if (walker === undefined) return undefined;
    const edits: Edit[] = [];
    walker.walk(text, true, edits);
    return edits;
  };

  return {
    types: rules.types,
    rules: rulesLine(rules),
    categoryOf: (type) => categoryOf(type, rules.categories),
    sanitize(text, { placeholders = createPlaceholders(), format } = {}) {
      const counts: Counts = {};
      const to: Replacement = { operators, placeholders, remembers: true, counts };
      const edits = walk(text, format, to);
      if (edits !== undefined) {
        return {
          text: applyEdits(text, edits, 0, text.length),
          spans: spansOfEdits(edits),
          counts,
        };
      }
      const { findings } = finder.find(text);
      return { text: splice(text, findings, to), spans: spansOf(findings), counts };
    },
    sanitizeValue(value, { placeholders = createPlaceholders() } = {}) {
      const counts: Counts = {};
      const to: Replacement = { operators, placeholders, remembers: true, counts };
      return { value: new ValueSanitizer(leavesFor(to)).sanitize(value), counts };
    },
    sanitizeBytes(bytes, { placeholders = createPlaceholders() } = {}) {
      const counts: Counts = {};
      const to: Replacement = { operators, placeholders, remembers: true, counts };
      const { bytes: sanitized, findings } = finder.sanitizeBytes(bytes, to);
      return { bytes: sanitized, spans: spansOf(findings), counts };
    },
    streamBytes({ placeholders = createPlaceholders() } = {}) {
      const to: Replacement = { operators, placeholders, remembers: false, counts: {} };
      return sanitizeByteStream(finder.advanceBytes(to));
    },
    detect(text, { format } = {}) {
      const placeholders = createPlaceholders();
      const to: Replacement = { operators, placeholders, remembers: false, counts: {} };
      const edits = walk(text, format, to);
      return edits === undefined ? spansOf(finder.find(text).findings) : spansOfEdits(edits);
    },
    stream({ placeholders = createPlaceholders(), format } = {}) {
      const to: Replacement = { operators, placeholders, remembers: false, counts: {} };
      const known = checkedFormat(format);
      const advanceIn = (one: Format): Advance => {
        const walker = createWalker(one, leavesFor(to));
        return walker === undefined ? finder.advance(to) : createWalkingAdvance(walker);
      };
      return sanitizeStream(known === 'auto' ? createFormatAdvance(advanceIn) : advanceIn(known));
    },
  };
}

function rulesLine({ types, byType, operator, digest }: Rules): string {
  const base = operator.use === 'placeholder' ? null : operator;
  const operators = types.map((type) => {
    const own = byType.get(type)?.operator;
    return [type, own?.use === 'literal' ? own.text : (own ?? base)];
  });
  return JSON.stringify({ engine: ENGINE_VERSION, types: operators, ...(digest && { digest }) });
}

/** Spans of what is replaced; what somebody allowed is not told. */
function spansOf(findings: readonly Finding[]): Span[] {
  return findings
    .filter(({ kept }) => !kept)
    .map(({ type, rule, start, end, confidence }) => ({ type, rule, start, end, confidence }));
}

function spansOfEdits(edits: readonly Edit[]): Span[] {
  return edits.flatMap(({ start, end, found }) =>
    found === undefined
      ? []
      : [{ type: found.type, rule: found.rule, start, end, confidence: found.confidence }],
  );
}

/** The format that is asked for; a mistyped one must not pass for text in silence. */
function checkedFormat(format: FormatOption | undefined): FormatOption {
  const known: readonly FormatOption[] = ['auto', ...formats];
  if (format === undefined) return 'text';
  if (known.includes(format)) return format;
  throw new SanitizerConfigurationError('configuration_invalid', `format is ${shown(format)}.`, {
    key: 'format',
    hint: `${guessAt(String(format), known)}It is one of: ${known.join(', ')}.`,
  });
}
