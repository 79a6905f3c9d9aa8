import { createPlaceholders, type Placeholders, type Sanitizer } from '@fluxloop/core/sanitizer';
import { isScalar, parseDocument, visit } from 'yaml';
import { nameOfFile } from '../scenario/scenario-paths.js';
import { nameOfText } from './local-scenarios.js';
import { digestOf } from './scenario-text.js';

/** A scenario as it leaves the machine. */
export interface OutgoingScenario {
  name: string;
  text: string;
  /** Digest of the text. */
  clean: string;
}

/**
 * Makes a scenario fit to leave the machine: everything sensitive in its text and its name is
 * replaced; placeholders are numbered within the file, so the same text always comes out the same.
 * The file itself stays as it is.
 *
 * @param sanitizer - `null` where a person has asked for the text as it is
 */
export async function outgoingScenario(
  { text, file, name }: { text: string; file: string; name: string },
  sanitizer: Sanitizer | null,
): Promise<OutgoingScenario> {
  if (sanitizer === null) return { name, text, clean: digestOf(text) };
  const placeholders = createPlaceholders();
  const found = sanitizer.sanitize(text, { format: 'yaml', placeholders }).text;
  const cleaned = placeholders.isEmpty() ? found : recallInYaml(found, placeholders);
  const named = await nameOfText(cleaned, file);
  return {
    // The name of a file has no place among the numbers of the text.
    name:
      named === nameOfFile(file)
        ? sanitizer.sanitize(name, { placeholders: createPlaceholders() }).text
        : named,
    text: cleaned,
    clean: digestOf(cleaned),
  };
}

/**
 * Replaces what one place of a YAML text gave away wherever it stands. A value that changes is put
 * into double quotes, in which YAML reads what JSON does (YAML 1.2, section 1.3): a placeholder in
 * brackets would be a list.
 */
function recallInYaml(text: string, placeholders: Placeholders): string {
  if (placeholders.recall(text).text === text) return text;
  const edits: { from: number; to: number; text: string }[] = [];
  visit(parseDocument(text), {
    Scalar: (_, node) => {
      const [from, to] = node.range ?? [0, 0];
      if (!isScalar(node) || from === to) return;
      const source = text.slice(from, to);
      const value = typeof node.value === 'string' ? node.value : source;
      const recalled = placeholders.recall(value).text;
      const whole = /^[|>]/.test(source) && source.endsWith('\n') ? '\n' : '';
      edits.push({
        from,
        to,
        text: recalled === value ? source : `${JSON.stringify(recalled)}${whole}`,
      });
    },
  });
  let done = 0;
  let recalled = '';
  // What is between values is punctuation and comments.
  for (const edit of edits.sort((a, b) => a.from - b.from)) {
    recalled += placeholders.recall(text.slice(done, edit.from)).text + edit.text;
    done = edit.to;
  }
  return recalled + placeholders.recall(text.slice(done)).text;
}
