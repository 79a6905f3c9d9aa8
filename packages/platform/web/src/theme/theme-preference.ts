/** The themes that a person can choose from; `system` follows the operating system. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Where the choice is kept. `public/theme.js` reads it before the first paint. */
const THEME_STORAGE_KEY = 'fluxloop.theme';

/** What of the browser the choice is kept in and shown by. */
export interface ThemeHost {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The `data-…` attributes of the document's root. */
  dataset: DOMStringMap;
}

const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value);

/** The theme that was chosen; `system` when none was, or when storage is switched off. */
export function readTheme({ storage }: Pick<ThemeHost, 'storage'>): Theme {
  try {
    const stored = storage.getItem(THEME_STORAGE_KEY);
    return isTheme(stored) ? stored : 'system';
  } catch {
    return 'system';
  }
}

/** Shows a theme at once, and keeps it for the next visit where storage allows. */
export function chooseTheme(theme: Theme, { storage, dataset }: ThemeHost): void {
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  try {
    if (theme === 'system') storage.removeItem(THEME_STORAGE_KEY);
    else storage.setItem(THEME_STORAGE_KEY, theme);
  } catch {
    // Without storage the choice holds for this visit.
  }
}
