/**
 * Text that somebody else wrote, for Markdown that a platform renders (CommonMark, GitHub's flavour):
 * every sign that could mean something is a character reference, which never means anything
 * (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references). In `<code>` nobody is
 * mentioned and no issue is referred to.
 */
export function markdownCode(text: string): string {
  return text === '' ? '' : `<code>${markdownText(text)}</code>`;
}

/** Like {@link markdownCode}, as plain text: for names that we know the origin of. */
export function markdownText(text: string): string {
  return [...text.replace(/\s+/g, ' ').trim()].map(reference).join('');
}

const PLAIN = /[\p{L}\p{N}\p{M} ?,;"'/%=]/u;
const INVISIBLE = /\p{C}/u;

function reference(character: string): string {
  if (PLAIN.test(character)) return character;
  // Control characters, marks of direction and halves of pairs are not to be rendered by anybody.
  if (INVISIBLE.test(character)) return '\ufffd';
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? `&#${code};` : character;
}
