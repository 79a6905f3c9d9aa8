import { ConfigurationError } from '../errors/index.js';

/**
 * The text of a file's bytes. A byte that is not UTF-8 would become `\uFFFD`, and an agent would be
 * asked something that nobody has written.
 *
 * @param file - the file's path, for the error
 * @throws ConfigurationError `yaml_encoding` with the place of the first byte that does not fit; a
 *   zero byte, of which UTF-16 is full, does not fit either
 */
export function decodeUtf8(content: string | Uint8Array, file: string): string {
  if (typeof content === 'string') return content;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const bad = text.search(/[\0\uFFFD]/);
  if (bad === -1 || isWritten(content, text)) return text;
  const before = text.slice(0, bad).split('\n');
  throw new ConfigurationError('yaml_encoding', 'The file is not written in UTF-8.', {
    location: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    hint: 'Save the file as UTF-8.',
  });
}

/** The replacement character is a character too, and somebody may want to test with it. */
function isWritten(content: Uint8Array, text: string): boolean {
  return !text.includes('\0') && Buffer.compare(new TextEncoder().encode(text), content) === 0;
}
