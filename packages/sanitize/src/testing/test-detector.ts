import { buildSanitizer } from '../build-sanitizer.js';
import { readRules } from '../configuration/read-rules.js';
import type { DefinedDetector } from '../define-detector.js';
import type { Sanitizer } from '../sanitizer-types.js';
import { JSON_FORMATS } from '../structure/json-format.js';

/** What is wrong with a detector, as a sentence, and the text that shows it. */
export interface DetectorProblem {
  text: string;
  message: string;
}

/**
 * Tries a detector on its own examples: that it finds what stands between `⟦` and `⟧` and nothing
 * else, that it finds nothing in its counter-examples, that a stream cut anywhere gives the same,
 * that the outcome is never found again, and that JSON around it stays whole. So a detector that
 * reads past {@link Window.at}, or too far, shows.
 *
 * @returns the problems; none for a detector that is right
 */
export async function testDetector(detector: DefinedDetector): Promise<DetectorProblem[]> {
  const { examples } = detector;
  if (examples === undefined) return [{ text: '', message: 'It has no examples.' }];
  const sanitizer = buildSanitizer(
    { defaults: false, detectors: [detector], ...(detector.optIn && { rules: [detector.rule] }) },
    {
      entry: '@fluxloop/sanitize/testing',
      detectors: [],
      types: [],
      preset: { types: [], everyRule: false },
      formats: JSON_FORMATS,
      readRules,
    },
  );
  const problems: DetectorProblem[] = [];
  for (const marked of examples.found()) {
    const { text, values } = readMarks(marked);
    if (values.length === 0) problems.push({ text, message: 'It marks no value with ⟦ and ⟧.' });
    await check(sanitizer, text, values, problems);
  }
  for (const text of examples.ignored()) await check(sanitizer, text, [], problems);
  return problems;
}

function readMarks(marked: string): { text: string; values: string[] } {
  const pieces = marked.replaceAll('⟧', '⟦').split('⟦');
  return { text: pieces.join(''), values: pieces.filter((_, i) => i % 2 === 1) };
}

async function check(
  sanitizer: Sanitizer,
  text: string,
  values: readonly string[],
  problems: DetectorProblem[],
): Promise<void> {
  const { text: sanitized, spans } = sanitizer.sanitize(text);
  const found = spans.map(({ start, end }) => text.slice(start, end));
  if (JSON.stringify(found) !== JSON.stringify(values)) {
    const message = `It finds ${JSON.stringify(found)}, not ${JSON.stringify(values)}.`;
    problems.push({ text, message });
  }
  if (sanitizer.sanitize(sanitized).text !== sanitized) {
    problems.push({ text, message: 'It finds something in its own outcome.' });
  }
  const line = JSON.stringify({ text });
  if (!isJson(sanitizer.sanitize(line).text)) {
    problems.push({ text, message: 'It breaks the JSON around it.' });
  }
  for (let cut = 1; cut < text.length; cut++) {
    const streamed = await stream(sanitizer, [text.slice(0, cut), text.slice(cut)]);
    if (streamed === sanitized) continue;
    const message = `A stream that is cut at ${cut} gives ${JSON.stringify(streamed)}: read through window.at() only.`;
    problems.push({ text, message });
    return;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function stream(sanitizer: Sanitizer, chunks: readonly string[]): Promise<string> {
  const { readable, writable } = sanitizer.stream();
  const reader = readable.getReader();
  const reading = (async () => {
    let output = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return output;
      output += value;
    }
  })();
  const writer = writable.getWriter();
  for (const chunk of chunks) await writer.write(chunk);
  await writer.close();
  return reading;
}
