import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/testing/browser.mjs';
import { repository } from '../../scripts/workspace/paths.mjs';

/** Why there is no browser to drive, or `undefined` when there is one. */
export const noBrowser: string | undefined =
  findBrowser() === undefined
    ? (process.env.FLUXLOOP_NO_BROWSER ?? 'no Chrome, Edge or Chromium was found')
    : undefined;

/** Starts the machine's browser, headless, without its own traffic to the outside. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The widths that people look at pages in: a laptop's and a phone's. */
const WIDTHS = [1280, 390] as const;
const THEMES = ['light', 'dark'] as const;

/** Keeps a page as people see it: at each width, light and dark. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = join(repository, 'artifacts/screenshots');
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await settle(page);
      await page.screenshot({
        path: join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await settle(page);
}

/** Waits until charts have taken their new width, which takes two frames, and colours stopped fading. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  await page.evaluate(
    'Promise.allSettled(document.getAnimations().map(({ finished }) => finished))',
  );
}

/** What axe-core finds wrong with a page by WCAG 2.2 A and AA: rule and place. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, so the page's content security policy does not stand in its way.
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => id + ' at ' + target.join(' ') + ': ' + failureSummary)))
  `);
}
