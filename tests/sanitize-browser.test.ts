import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';
import { launchBrowser, noBrowser } from './support/browser.ts';

const ORIGIN = 'https://sanitize.test';
/** No inline code, no evaluation, no request to anywhere. */
const POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'";

const PAGE = `import { useSanitizer } from './tests/support/sanitize-page.mjs';
  globalThis.useSanitizer = useSanitizer;`;
const WORKER = `import { useSanitizer } from './tests/support/sanitize-page.mjs';
  globalThis.onmessage = ({ data }) => useSanitizer(data).then(
    (found) => globalThis.postMessage(found),
    (error) => globalThis.postMessage(String(error)),
  );`;

/** The part of esbuild, which the sanitizer's own tests depend on, that is used. */
interface Bundler {
  build(options: object): Promise<{ outputFiles: { text: string }[] }>;
}

/** Bundles a program as a page would, of what is published. */
async function bundle(program: string): Promise<string> {
  const sanitize = join(repository, 'packages/sanitize');
  const { build } = createRequire(join(sanitize, 'package.json'))('esbuild') as Bundler;
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: repository },
    alias: Object.fromEntries(
      ['', '/regex', '/report', '/secrets'].map((entry) => [
        `@fluxloop/sanitize${entry}`,
        join(sanitize, 'dist', `${entry.slice(1) || 'index'}.js`),
      ]),
    ),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

describe.skipIf(noBrowser)(
  `the sanitizer in a real browser${noBrowser ? `: ${noBrowser}` : ''}`,
  () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];
    const card = ['4111', '1111', '1111', '1111'].join(' ');
    const text = `I am jane@x.example, card ${card}, password=hunter2!, é 电话 212-555-0142`;
    const expected = {
      text: 'I am [EMAIL_1], card [PAYMENT_CARD_1], password=[API_KEY_1], é 电话 [PHONE_1]',
      value: {
        text: 'I am [EMAIL_1], card [PAYMENT_CARD_1], password=[API_KEY_1], é 电话 [PHONE_1]',
        password: '[API_KEY_2]',
      },
      json: '{"text":"I am [EMAIL_1], card [PAYMENT_CARD_1], password=[API_KEY_1], é 电话 [PHONE_1]"}',
      streamed: 'I am [EMAIL_1], card [PAYMENT_CARD_1], password=[API_KEY_1], é 电话 [PHONE_1]',
      bytes: 'I am [EMAIL_1], card [PAYMENT_CARD_1], password=[API_KEY_1], é 电话 [PHONE_1]',
      keyed: expect.stringMatching(/^\[EMAIL_[0-9A-F]{16}\]$/),
      secrets: text.replace('hunter2!', '[API_KEY_1]'),
      regex: '[BADGE_1]',
      withoutEngine: 'regex_engine_missing',
      restored: true,
      results: 4,
    };

    beforeAll(async () => {
      const files = new Map([
        [
          '/',
          '<!doctype html><title>sanitize</title><script type="module" src="/page.js"></script>',
        ],
        ['/page.js', await bundle(PAGE)],
        ['/worker.js', await bundle(WORKER)],
      ]);
      browser = await launchBrowser();
      page = await (await browser.newContext()).newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => complaints.push(message.text()));
      await page.route('**', (route) => {
        const { pathname, origin } = new URL(route.request().url());
        const body = origin === ORIGIN ? files.get(pathname) : undefined;
        if (body === undefined) return route.fulfill({ status: 404 });
        const contentType = pathname === '/' ? 'text/html' : 'text/javascript';
        return route.fulfill({ body, contentType, headers: { 'content-security-policy': POLICY } });
      });
      await page.goto(ORIGIN);
      await page.waitForFunction('globalThis.useSanitizer !== undefined');
      complaints.splice(
        0,
        complaints.length,
        ...complaints.filter((one) => !one.includes('favicon')),
      );
    });
    afterAll(() => browser?.close());

    it('does on a page, under a strict policy, what it does in Node', async () => {
      const found = await page.evaluate(`globalThis.useSanitizer(${JSON.stringify(text)})`);
      expect(found).toEqual(expected);
      expect(complaints).toEqual([]);
    });

    it('does so in a worker', async () => {
      const found = await page.evaluate(`new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(${JSON.stringify(text)});
    })`);
      expect(found).toEqual(expected);
      expect(complaints).toEqual([]);
    });
  },
);
