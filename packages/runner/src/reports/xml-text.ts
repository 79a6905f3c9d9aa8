/**
 * What XML 1.0 does not allow in a document in any spelling (section 2.2, all but production Char): most
 * control characters, halves of surrogate pairs, U+FFFE and U+FFFF.
 */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text for the content of an element: what XML cannot hold is left out, the rest comes back as it was. */
export function xmlText(text: string): string {
  return text.replace(ILLEGAL, '').replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? '');
}

/** Text for the value of an attribute in double quotes, line breaks included. */
function xmlAttribute(text: string): string {
  return text
    .replace(ILLEGAL, '')
    .replace(/[&<>"\r\n\t]/g, (character) => ENTITIES[character] ?? '');
}

/** Attributes of a start tag, each with a space before it; those without a value are left out. */
export function xmlAttributes(
  attributes: Readonly<Record<string, string | number | null>>,
): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${xmlAttribute(String(value))}"`)
    .join('');
}
