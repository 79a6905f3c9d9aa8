import type { SanitizerConfig } from './configuration/configuration.js';
import { type Catalog, categoryOf, type Rules } from './configuration/rules.js';
import type { Finding } from './engine/scan.js';
import { byteOffsetsIn, decodeExactly, encodeExactly } from './engine/utf8.js';
import { fingerprintOf } from './policy/fingerprint.js';
import { lineCounter, type ReportFinding } from './report/report-finding.js';
import { sanitizeByteStream } from './sanitize-bytes.js';
import { sanitizeStream } from './sanitize-stream.js';
import { ValueSanitizer } from './sanitize-value.js';
import { SanitizerCore } from './sanitizer-core.js';
import type { Sanitizer, Span } from './sanitizer-types.js';
import { splice } from './splice.js';
import { applyEdits, type Edit, type Found } from './structure/edit.js';

/** Changes whenever the same text and rules may give another result. */
const ENGINE_VERSION = 2;

/**
 * Builds a sanitizer of what an entry of the package can find.
 *
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function buildSanitizer(config: SanitizerConfig, catalog: Catalog): Sanitizer {
  return sanitizerOf(new SanitizerCore(config, catalog));
}

/** The interface of a sanitizer around its core. */
export function sanitizerOf(core: SanitizerCore): Sanitizer {
  const { rules, finder } = core;
  return {
    types: rules.types,
    rules: rulesLine(rules),
    categoryOf: (type) => categoryOf(type, rules.categories),
    sanitize(text, { placeholders, format } = {}) {
      const to = core.replacement(placeholders, true);
      const edits = core.walk(text, format, to);
      if (edits !== undefined) {
        const sanitized = applyEdits(text, edits, 0, text.length);
        return { text: sanitized, spans: spansOfEdits(edits), counts: to.counts };
      }
      const { findings } = finder.find(text);
      return { text: splice(text, findings, to), spans: spansOf(findings), counts: to.counts };
    },
    sanitizeValue(value, { placeholders } = {}) {
      const to = core.replacement(placeholders, true);
      const sanitized = new ValueSanitizer(core.leaves(to)).sanitize(value);
      return { value: sanitized, counts: to.counts };
    },
    sanitizeBytes(bytes, { placeholders, format } = {}) {
      const to = core.replacement(placeholders, true);
      const { counts } = to;
      const isText = format === undefined || format === 'text';
      const text = isText ? '' : decodeExactly(bytes);
      const edits = isText ? undefined : core.walk(text, format, to);
      if (edits === undefined) {
        const { bytes: sanitized, findings } = finder.sanitizeBytes(bytes, to);
        return { bytes: sanitized, spans: spansOf(findings), counts };
      }
      const offsetOf = byteOffsetsIn(text);
      const spans = spansOfEdits(edits).map((span) => ({
        ...span,
        start: offsetOf(span.start),
        end: offsetOf(span.end),
      }));
      return { bytes: encodeExactly(applyEdits(text, edits, 0, text.length)), spans, counts };
    },
    streamBytes: ({ placeholders, format } = {}) =>
      sanitizeByteStream(core.advanceBytes(format, core.replacement(placeholders))),
    detect(text, { format } = {}) {
      const edits = core.walk(text, format, core.replacement());
      return edits === undefined ? spansOf(finder.find(text).findings) : spansOfEdits(edits);
    },
    inspect(text, { format, file = 'text' } = {}) {
      const edits = core.walk(text, format, core.replacement());
      const found = edits?.map(({ start, end, found: what }) => what && { ...what, start, end });
      return reportOf(core, text, file, found ?? valuesOf(text, finder.find(text).findings));
    },
    stream: ({ placeholders, format } = {}) =>
      sanitizeStream(core.advance(format, core.replacement(placeholders))),
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

/** A value that was found, and where. */
type FoundValue = Found & { start: number; end: number };

function valuesOf(text: string, findings: readonly Finding[]): FoundValue[] {
  return findings
    .filter(({ kept }) => !kept)
    .map((finding) => ({ ...finding, value: text.slice(finding.start, finding.knownEnd) }));
}

function reportOf(
  { rules }: SanitizerCore,
  text: string,
  file: string,
  values: readonly (FoundValue | undefined)[],
): ReportFinding[] {
  const placeOf = lineCounter(text);
  return values.flatMap((found) => {
    if (found === undefined) return [];
    const { type, rule, confidence, value } = found;
    const { line, column } = placeOf(found.start);
    const { line: endLine, column: endColumn } = placeOf(found.end);
    const category = categoryOf(type, rules.categories);
    const fingerprint = rules.hash && fingerprintOf(rules.hash, type, value);
    return {
      rule,
      type,
      category,
      file,
      line,
      column,
      endLine,
      endColumn,
      confidence,
      fingerprint,
    };
  });
}
