import type { Rules } from '../configuration/rules.js';
import type { Placeholders } from '../placeholders.js';
import { sanitizeStream } from '../sanitize-stream.js';
import { ValueSanitizer } from '../sanitize-value.js';
import type { SanitizerCore } from '../sanitizer-core.js';
import type { SanitizedText, TextSanitizer } from '../sanitizer-types.js';
import { splice } from '../splice.js';
import { applyEdits } from '../structure/edit.js';
import { spansOf, spansOfEdits } from './spans.js';

/** Changes whenever the same text and rules may give another result. */
const ENGINE_VERSION = 2;

/** What a sanitizer does to texts, values and streams of text. */
export function textWays(core: SanitizerCore): TextSanitizer {
  const { rules, finder } = core;
  /** Most texts hold nothing: what replacing needs is made for the others. */
  function sanitizePlain(text: string, placeholders: Placeholders | undefined): SanitizedText {
    const { findings } = finder.find(text);
    if (findings.length === 0) return { text, spans: [], counts: {} };
    const to = core.replacement(placeholders, placeholders !== undefined);
    return { text: splice(text, findings, to), spans: spansOf(findings), counts: to.counts };
  }
  return {
    types: rules.types,
    rules: rulesLine(rules),
    categoryOf: (type) => rules.categoryOf(type),
    sanitize(text, { placeholders, format } = {}) {
      if (format === undefined) return sanitizePlain(text, placeholders);
      const to = core.replacement(placeholders, placeholders !== undefined);
      const edits = core.walk(text, format, to);
      if (edits === undefined) return sanitizePlain(text, placeholders);
      const sanitized = applyEdits(text, edits, 0, text.length);
      return { text: sanitized, spans: spansOfEdits(edits), counts: to.counts };
    },
    sanitizeValue(value, { placeholders } = {}) {
      const to = core.replacement(placeholders, true);
      const sanitized = new ValueSanitizer(core.leaves(to), core.formats).sanitize(value);
      return { value: sanitized, counts: to.counts };
    },
    detect(text, { format } = {}) {
      const edits = core.walk(text, format, core.replacement());
      return edits === undefined ? spansOf(finder.find(text).findings) : spansOfEdits(edits);
    },
    stream: ({ placeholders, format } = {}) =>
      sanitizeStream(core.advance(format, core.replacement(placeholders))),
  };
}

function rulesLine({ replacements, digest }: Rules): string {
  return JSON.stringify({ engine: ENGINE_VERSION, types: replacements, ...(digest && { digest }) });
}
