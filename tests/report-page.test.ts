import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  launchBrowser,
  noBrowser,
  photograph,
} from './support/browser.ts';
import { runCli } from './support/command.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

/** What must stay text. The agent says it, and a user does. */
const HOSTILE = [
  '</script><script>document.title = "owned"</script>',
  '<img src="https://evil.example/pixel" onerror="document.title = \'owned\'">',
  '<style>body { display: none }</style><base href="https://evil.example/">',
  'run \u202egpj.exe\u202c \u0007\u001b[31m now',
  'a very long word: '.concat('x'.repeat(3_000)),
  'שלום, ההזמנה בדרך',
].join('\n');

const AGENT = `const hostile = ${JSON.stringify(HOSTILE)};
export const run = async ({ text }) => {
  if (text.startsWith('break')) throw new Error('it broke: ' + hostile);
  return text.startsWith('hostile') ? hostile : 'You said: ' + text;
};
`;

const input = (text: string, criteria: object[]) => ({ text, criteria });

/** JSON is YAML. */
const SCENARIOS = {
  'scenarios/orders.yaml': {
    name: 'orders',
    inputs: [
      ...Array.from({ length: 30 }, (_, index) =>
        input(`where is order ${index}`, [{ contains: index % 6 === 0 ? 'sorry' : 'You said' }]),
      ),
      input('break now', [{ contains: 'You said' }]),
      { text: 'nobody can tell' },
      { turns: [{ text: 'first' }, { text: 'second', criteria: [{ equals: 'You said: third' }] }] },
    ],
  },
  'scenarios/hostile.yaml': {
    name: 'hostile <b>texts</b> & "names"',
    inputs: [input(`hostile ${HOSTILE}`, [{ contains: 'never </li></ul> said' }])],
  },
  'scenarios/repeated.yaml': {
    name: 'repeated',
    iterations: 2,
    inputs: [input('again', [{ contains: 'You said' }])],
  },
};

describe.skipIf(noBrowser)(
  `the HTML report, opened from disk in a real browser${noBrowser ? `: ${noBrowser}` : ''}`,
  () => {
    let place: LongLivedFolder;
    let browser: Browser;
    let page: Page;
    let address: string;
    const complaints: string[] = [];
    const items = () => page.locator('#cases > li:visible');

    beforeAll(async () => {
      place = longLivedFolder();
      const project = join(place.path, 'project');
      mkdirSync(join(project, 'scenarios'), { recursive: true });
      writeFileSync(
        join(project, 'fluxloop.yaml'),
        'runner:\n  target: "./agent.mjs:run"\ntest: { retries: 0 }\n',
      );
      writeFileSync(join(project, 'agent.mjs'), AGENT);
      for (const [name, scenario] of Object.entries(SCENARIOS)) {
        writeFileSync(join(project, name), JSON.stringify(scenario));
      }
      const report = join(place.path, 'report.html');
      const args = ['test', '--sanitize', '--report', `html=${report}`];
      const { code, stderr } = await runCli(args, { cwd: project, home: join(place.path, 'home') });
      expect(code, stderr).toBe(10);
      address = pathToFileURL(report).href;
      browser = await launchBrowser();
      page = await (await browser.newContext()).newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (request.url() !== address) complaints.push(`asked for ${request.url()}`);
      });
      await page.goto(address);
    });

    afterAll(async () => {
      await browser?.close();
      place?.remove();
    });

    it('says what the run came to, with charts', async () => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        '8 of 36 did not pass (1 by errors).',
      );
      for (const chart of ['Verdicts: ', 'judged cases have a score', 'Half of the cases']) {
        const image = page.getByRole('img', { name: chart }).first();
        expect((await image.boundingBox())?.width).toBeGreaterThan(100);
      }
      await photograph(page, 'report');
    });

    it.each(['light', 'dark'] as const)(
      'is accessible, %s, also with a case that is open',
      async (colorScheme) => {
        await page.emulateMedia({ colorScheme });
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await page
            .locator('#cases > li > details')
            .first()
            .evaluate('(element) => { element.open = true }');
          expect(await accessibilityViolations(page)).toEqual([]);
        }
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1280, height: 900 });
      },
    );

    it('is as wide as the screen, whatever was said', async () => {
      await page
        .locator('#cases > li > details')
        .evaluateAll('(all) => { for (const one of all) one.open = true }');
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      await photograph(page, 'report-cases');
      await page
        .locator('#cases > li > details')
        .evaluateAll('(all) => { for (const one of all) one.open = false }');
    });

    it('shows what was said as text, and marks that lie about its direction as codes', async () => {
      const item = page.locator('#cases > li[data-scenario^="hostile"]');
      await item.locator('summary').first().click();
      const answer = item.locator('.said.agent .text');
      expect(await answer.textContent()).toContain(
        '</script><script>document.title = "owned"</script>',
      );
      expect(await answer.textContent()).toContain('run U+202Egpj.exeU+202C U+0007');
      expect(await page.locator('img, base').count()).toBe(0);
      expect(await page.title()).not.toContain('owned');
    });

    it('filters by verdict, scenario and what was said', async () => {
      await page.reload();
      const count = page.getByRole('status');
      expect(await count.textContent()).toBe('36 cases');
      await page.getByRole('button', { name: 'fail', exact: true }).click();
      await expect.poll(() => items().count()).toBe(7);
      expect(await count.textContent()).toBe('7 of 36 cases');
      await page.locator('#scenario').selectOption('orders');
      await expect.poll(() => items().count()).toBe(6);
      await page.getByLabel('Search').fill('ORDER 12');
      await expect.poll(() => items().count()).toBe(1);
    });

    it('can be used with the keyboard alone, and opens the case that its address names', async () => {
      await page.goto(address);
      const summary = page.locator('#cases > li summary').first();
      await summary.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('#cases > li > details').first().getAttribute('open')).toBe('');
      const id = await page.locator('#cases > li').nth(3).getAttribute('id');
      await page.goto(`${address}#${id}`);
      await expect
        .poll(() => page.locator('#cases > li > details').nth(3).getAttribute('open'))
        .toBe('');
    });

    it('shows everything without its script too', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const still = await context.newPage();
      await still.goto(address);
      expect(await still.locator('#cases > li').count()).toBe(36);
      expect(await still.locator('#filters').isVisible()).toBe(false);
      await context.close();
    });

    it('asked for nothing, and the browser had nothing to complain about', () => {
      expect(complaints.filter((one) => !one.includes(`${address}#`))).toEqual([]);
    });
  },
);
