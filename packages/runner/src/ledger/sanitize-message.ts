/** A noncharacter (https://www.unicode.org/faq/private_use.html#noncharacters): no text means it. */
const MARK = '\ufdd0';
const MARKS = new RegExp(MARK, 'g');

/**
 * Addresses of this machine itself (RFC 6890, 127.0.0.0/8 and ::1/128), `::1:8080` as Node writes it included.
 * What is a part of something longer is left to the sanitizer.
 */
const LOOPBACK =
  /(?<![\w.@-])127(?:\.\d{1,3}){3}(?![\w-]|\.\d)|(?<![\w:.@])::1(?=:\d{1,5}(?![\w:])|[^\w:]|$)/g;

/**
 * Sanitizes what an error says. Addresses of this machine itself stay: they are nobody's, and whoever
 * reads that an agent could not be reached must see where it was looked for.
 * @param clean - the sanitizer, as it is called otherwise
 * @returns what it gave back
 */
export function sanitizeMessage<Result extends { text: string }>(
  text: string,
  clean: (text: string) => Result,
): Result {
  const addresses = text.includes(MARK) ? null : text.match(LOOPBACK);
  if (addresses === null) return clean(text);
  const result = clean(text.replace(LOOPBACK, MARK));
  // One that went with something longer cannot be told from the others.
  if (result.text.match(MARKS)?.length !== addresses.length) return clean(text);
  let next = 0;
  return { ...result, text: result.text.replace(MARKS, () => addresses[next++] ?? '') };
}
