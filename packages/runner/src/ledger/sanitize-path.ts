import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';

/**
 * A path with what is sensitive in the names of its folders and its file replaced. Each name is looked
 * at by itself and without its ending: `EIN 12-3456789.yaml` would be a number with a word behind it,
 * which is none.
 * @param path - with `/` between its parts
 */
export function sanitizePath(path: string, sanitizer: Sanitizer): string {
  const placeholders = createPlaceholders();
  const clean = (text: string) => sanitizer.sanitize(text, { placeholders }).text;
  const parts = path.split('/').map((part) => {
    const [, stem = part, ending = ''] =
      /^(.+?)((?:\.[A-Za-z][A-Za-z0-9]{0,7})?)$/s.exec(part) ?? [];
    return `${clean(stem)}${ending}`;
  });
  // What is sensitive only as a whole, and what one name gives away in another.
  return clean(placeholders.recall(parts.join('/')).text);
}
