/** HTML that may be put into a page as it is. Only {@link html} and the modules of the page make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold; `null` is nothing. */
export type Content = string | number | Markup | null | readonly Content[];

/** A template whose values are escaped, whatever they are, unless they are markup already. */
export function html(template: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    template.reduce((text, part, index) => `${text}${rendered(values[index - 1] ?? null)}${part}`),
  );
}

function rendered(value: Content): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(rendered).join('');
  return escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Control characters but for tab and line feed, and the marks that turn the direction of text round. */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/**
 * What somebody said, escaped, with characters that nobody could see made visible: a control character
 * as its code, and a mark of direction too, so that text reads in the order in which it is stored
 * (Unicode Technical Report 36, "Bidirectional Text Spoofing").
 */
export function spoken(text: string): Markup {
  const clean = escaped(text.replaceAll('\r\n', '\n'));
  return new Markup(
    clean.replace(UNSEEN, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `<span class="unseen">U+${code}</span>`;
    }),
  );
}
