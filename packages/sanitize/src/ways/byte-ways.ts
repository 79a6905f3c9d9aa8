import { byteOffsetsIn, decodeExactly, encodeExactly } from '../engine/utf8.js';
import type { Finder } from '../finder.js';
import {
  type AdvanceBytes,
  advanceBytesByText,
  createAdvanceBytes,
  type FindingListener,
  sanitizeByteStream,
} from '../sanitize-bytes.js';
import type { SanitizerCore } from '../sanitizer-core.js';
import type { FormatOption, Sanitizer, Span } from '../sanitizer-types.js';
import { type Replacement, splice } from '../splice.js';
import { applyEdits } from '../structure/edit.js';
import { spanOf, spansOf, spansOfEdits } from './spans.js';

/** What a sanitizer does to bytes. */
export function byteWays(core: SanitizerCore): Pick<Sanitizer, 'sanitizeBytes' | 'streamBytes'> {
  return {
    sanitizeBytes(bytes, { placeholders, format } = {}) {
      const to = core.replacement(placeholders, placeholders !== undefined);
      const { counts } = to;
      const isText = format === undefined || format === 'text';
      const text = isText ? '' : decodeExactly(bytes);
      const edits = isText ? undefined : core.walk(text, format, to);
      if (edits === undefined) {
        return { ...sanitizeWhole(core.finder, bytes, to), counts };
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
      sanitizeByteStream(advanceBytes(core, format, core.replacement(placeholders))),
  };
}

/** What sanitizes bytes that come in chunks. */
export function advanceBytes(
  core: SanitizerCore,
  format: FormatOption | undefined,
  to: Replacement,
): AdvanceBytes {
  const isText = core.checkedFormat(format) === 'text';
  return isText ? advancePlain(core.finder, to) : advanceBytesByText(core.advance(format, to));
}

/** The same of plain text. */
function advancePlain(finder: Finder, to: Replacement, listener?: FindingListener): AdvanceBytes {
  return finder.needsText
    ? advanceBytesByText(finder.advance(to))
    : createAdvanceBytes(finder.plan, finder.barriers, to, listener);
}

/** Everything in bytes as a whole, and the bytes with it replaced. */
function sanitizeWhole(
  finder: Finder,
  bytes: Uint8Array,
  to: Replacement,
): { bytes: Uint8Array; spans: Span[] } {
  if (!finder.needsText) {
    const spans: Span[] = [];
    const advance = advancePlain(finder, to, (finding, base) => {
      const { start, end, kept } = finding;
      if (!kept) spans.push(spanOf(finding, base + start, base + end));
    });
    return { bytes: advance(bytes, true), spans };
  }
  const text = decodeExactly(bytes);
  const { findings } = finder.find(text);
  const offsetOf = byteOffsetsIn(text);
  const spans = spansOf(findings).map((span) =>
    spanOf(span, offsetOf(span.start), offsetOf(span.end)),
  );
  return { bytes: encodeExactly(splice(text, findings, to)), spans };
}
