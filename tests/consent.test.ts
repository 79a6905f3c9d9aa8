import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';
import { accessibilityViolations, launchBrowser, noBrowser } from './support/browser.ts';
import { type SigningInProgram, startSigningInProgram } from './support/signing-in-program.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

const screenshots = join(repository, 'artifacts/screenshots');

describe.skipIf(noBrowser)(
  `programs that sign in by a real browser${noBrowser ? `: ${noBrowser}` : ''}`,
  () => {
    let place: LongLivedFolder;
    let team: Team;
    let program: SigningInProgram;
    let browser: Browser;

    beforeAll(async () => {
      mkdirSync(screenshots, { recursive: true });
      place = longLivedFolder();
      team = await startTeam(join(place.path, 'team'));
      program = await startSigningInProgram(team.url);
      browser = await launchBrowser();
    });

    afterAll(async () => {
      await browser?.close();
      await program?.close();
      await team?.close();
      place?.remove();
    });

    describe.each([
      ['on a laptop, light', 1280, 'light'],
      ['on a phone, dark', 390, 'dark'],
    ] as const)('%s, by the keyboard only', (_name, width, colorScheme) => {
      let page: Page;
      let complaints: string[];

      beforeEach(async () => {
        const context = await browser.newContext({
          viewport: { width, height: 900 },
          colorScheme,
        });
        page = await context.newPage();
        complaints = [];
        page.on('console', (message) => {
          if (message.type() === 'error') complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(String(error)));
      });

      afterEach(async () => {
        await page.context().close();
        // What the browser itself reports of the absent session and of a code that is not known.
        const expected = /status of (401|404)/;
        expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
      });

      const focused = () =>
        page.evaluate<string>(`(() => {
          const element = document.activeElement;
          const label = element.id ? document.querySelector('label[for="' + element.id + '"]') : null;
          return element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '';
        })()`);

      /** Presses Tab until what is named has the focus, which must be seen. */
      async function tabTo(name: string): Promise<void> {
        for (let press = 0; press < 20; press += 1) {
          await page.keyboard.press('Tab');
          if ((await focused()).trim() !== name) continue;
          const outline = await page.evaluate<string>(
            'getComputedStyle(document.activeElement).outlineStyle',
          );
          expect(outline, `the focus on ${name}`).not.toBe('none');
          return;
        }
        throw new Error(`Tab does not lead to ${name}, but to ${await focused()}`);
      }

      async function signIn(): Promise<void> {
        await page.getByLabel('E-mail').waitFor();
        await tabTo('E-mail');
        await page.keyboard.type(team.admin.email);
        await tabTo('Password');
        await page.keyboard.type(team.admin.password);
        await page.keyboard.press('Enter');
      }

      /** Keeps the page as a person sees it, looks for barriers, and for words that run out of it. */
      async function inspect(name: string): Promise<void> {
        await page.evaluate(
          'Promise.allSettled(document.getAnimations().map(({ finished }) => finished))',
        );
        await page.screenshot({
          path: join(screenshots, `${name}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        expect(await accessibilityViolations(page)).toEqual([]);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, `${name} is wider than the window`).toBeLessThanOrEqual(0);
      }

      it('consent: signs in, says yes, and the program gets its tokens', async () => {
        await page.goto(program.authorizationUrl());
        await signIn();
        await page.getByRole('heading', { name: 'Let the FluxLoop command line in?' }).waitFor();
        const text = (await page.textContent('main')) ?? '';
        expect(text).toContain('Create scenarios and upload results');
        expect(text).toContain('127.0.0.1');
        expect(text).toContain(team.admin.email);
        await inspect('consent');
        await tabTo('Approve');
        await page.keyboard.press('Enter');
        const parameters = await program.returned();
        expect(parameters.get('state')).toBe('of the program');
        expect(parameters.get('iss')).toBe(team.url);
        const { status, body } = await program.redeem(parameters.get('code') ?? '');
        expect([status, body.scope]).toEqual([200, 'read-write']);
        expect(await program.whoAmI(body.access_token)).toBe(team.admin.email);
      });

      it('consent: says no, and the program is told', async () => {
        await page.goto(program.authorizationUrl({ scope: 'admin' }));
        await signIn();
        await page.getByText('Manage projects').waitFor();
        await tabTo('Deny');
        await page.keyboard.press('Space');
        expect((await program.returned()).get('error')).toBe('access_denied');
      });

      it('consent: a request is told to be over, and how to begin again', async () => {
        await page.goto(`${team.url}/authorize?request=00000000-0000-4000-8000-000000000000`);
        await signIn();
        await page.getByRole('alert').waitFor();
        expect(await page.textContent('main')).toContain('fluxloop auth login');
        await inspect('consent-over');
      });

      it('device: compares the code that the link brought along, and says yes', async () => {
        const device = await program.beginDevice();
        await page.goto(device.complete);
        await signIn();
        await page.getByRole('heading', { name: 'Sign in a device' }).waitFor();
        expect(page.url()).toBe(`${team.url}/device`);
        expect(await page.getByLabel('Code').inputValue()).toBe(device.user_code);
        await inspect('device-code');
        await tabTo('Continue');
        await page.keyboard.press('Enter');
        await page.getByText('Does your terminal show this code?').waitFor();
        expect(await page.textContent('main')).toContain(device.user_code);
        await inspect('device-question');
        await tabTo('Approve');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'All set' }).waitFor();
        await inspect('device-done');
        const { status, body } = await program.poll(device.device_code);
        expect([status, body.scope]).toEqual([200, 'read']);
        expect(await program.whoAmI(body.access_token)).toBe(team.admin.email);
      });

      it('device: types the code, wrongly at first, and says no', async () => {
        const device = await program.beginDevice();
        await page.goto(`${team.url}/device`);
        await signIn();
        await page.getByLabel('Code').waitFor();
        await tabTo('Code');
        await page.keyboard.type('bbbb bbbb');
        expect(await page.getByLabel('Code').inputValue()).toBe('BBBB-BBBB');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').waitFor();
        expect(await page.getByRole('alert').textContent()).toContain('No device waits');
        await inspect('device-unknown');
        await page.keyboard.press('Control+A');
        await page.keyboard.type(device.user_code.toLowerCase().replace('-', ''));
        await page.keyboard.press('Enter');
        await page.getByText('Does your terminal show this code?').waitFor();
        await tabTo('Deny');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Turned away' }).waitFor();
        expect((await program.poll(device.device_code)).body.error).toBe('access_denied');
      });
    });

    it('a request with a fault leads back to the program by itself, once signed in', async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(program.authorizationUrl({ scope: 'everything' }));
      await page.getByLabel('E-mail').fill(team.admin.email);
      await page.getByLabel('Password').fill(team.admin.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect((await program.returned()).get('error')).toBe('invalid_scope');
      await page.context().close();
    });

    it('a program that nobody knows is told on a page, without a barrier', async () => {
      const page = await (await browser.newContext()).newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      const url = program.authorizationUrl({ client_id: 'another' });
      expect((await page.goto(url))?.status()).toBe(400);
      expect(await page.textContent('h1')).toBe('This sign-in cannot begin');
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(complaints.filter((complaint) => !/status of 400/.test(complaint))).toEqual([]);
      await page.context().close();
    });

    it('another account is one press away, and leads back', async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(program.authorizationUrl());
      const signIn = async () => {
        await page.getByLabel('E-mail').fill(team.admin.email);
        await page.getByLabel('Password').fill(team.admin.password);
        await page.getByRole('button', { name: 'Sign in' }).click();
      };
      await signIn();
      await page.getByRole('button', { name: 'Use another account' }).click();
      await page.getByLabel('E-mail').waitFor();
      await signIn();
      await page.getByRole('heading', { name: 'Let the FluxLoop command line in?' }).waitFor();
      await page.context().close();
    });
  },
);
