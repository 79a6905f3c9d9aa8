import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { chooseTheme, readTheme, THEMES, type ThemeHost } from './theme-preference.js';

function host(): ThemeHost & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    dataset: {},
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  };
}

const refuse = () => {
  throw new Error('storage is switched off');
};
const noStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };

/** Runs the script that the page loads before anything else, with this storage. */
function firstPaint(localStorage: ThemeHost['storage']): string | undefined {
  const document = { documentElement: { dataset: {} as DOMStringMap } };
  const script = readFileSync(new URL('../../public/theme.js', import.meta.url), 'utf8');
  runInNewContext(script, { document, localStorage });
  return document.documentElement.dataset.theme;
}

describe('the theme', () => {
  it("follows the system until it's chosen", () => {
    expect(readTheme(host())).toBe('system');
  });

  it.each(THEMES)('is remembered: %s', (theme) => {
    const browser = host();
    chooseTheme('dark', browser);
    chooseTheme(theme, browser);
    expect(readTheme(browser)).toBe(theme);
    expect(browser.dataset.theme).toBe(theme === 'system' ? undefined : theme);
  });

  it.each(THEMES)('is there at the first paint of the next visit: %s', (theme) => {
    const browser = host();
    chooseTheme(theme, browser);
    expect(firstPaint(browser.storage)).toBe(browser.dataset.theme);
  });

  it('forgets a choice that it does not know', () => {
    const browser = host();
    chooseTheme('dark', browser);
    for (const key of browser.kept.keys()) browser.kept.set(key, 'sepia');
    expect(readTheme(browser)).toBe('system');
    expect(firstPaint(browser.storage)).toBeUndefined();
  });

  it('can be chosen for one visit where storage is switched off', () => {
    const dataset: DOMStringMap = {};
    chooseTheme('dark', { dataset, storage: noStorage });
    expect(dataset.theme).toBe('dark');
    expect(readTheme({ storage: noStorage })).toBe('system');
    expect(firstPaint(noStorage)).toBeUndefined();
  });
});
