import type { SanitizerConfig } from './configuration/configuration.js';
import { type Catalog, categoryOf, type Rules, readRules } from './configuration/rules.js';
import type { Finding } from './engine/scan.js';
import { Finder } from './finder.js';
import { createPlaceholders } from './placeholders.js';
import { sanitizeByteStream } from './sanitize-bytes.js';
import { sanitizeStream } from './sanitize-stream.js';
import { ValueSanitizer } from './sanitize-value.js';
import type { Sanitizer, Span } from './sanitizer-types.js';
import { type Counts, type Replacement, splice } from './splice.js';

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

  return {
    types: rules.types,
    rules: rulesLine(rules),
    categoryOf: (type) => categoryOf(type, rules.categories),
    sanitize(text, { placeholders = createPlaceholders() } = {}) {
      const { findings } = finder.find(text);
      const counts: Counts = {};
      const to: Replacement = { operators, placeholders, remembers: true, counts };
      return { text: splice(text, findings, to), spans: spansOf(findings), counts };
    },
    sanitizeValue(value, { placeholders = createPlaceholders() } = {}) {
      const counts: Counts = {};
      const to: Replacement = { operators, placeholders, remembers: true, counts };
      const sanitizer = new ValueSanitizer(
        (text, hint) => finder.find(text, hint),
        to,
        rules.types.includes('api_key'),
      );
      return { value: sanitizer.sanitize(value), counts };
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
    detect: (text) => spansOf(finder.find(text).findings),
    stream({ placeholders = createPlaceholders() } = {}) {
      const to: Replacement = { operators, placeholders, remembers: false, counts: {} };
      return sanitizeStream(finder.advance(to));
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
