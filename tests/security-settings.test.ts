import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  launchBrowser,
  noBrowser,
  photograph,
} from './support/browser.ts';
import { signInHome } from './support/sign-in.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';
import { clearOfTheEdge, totpCode } from './support/totp.ts';

const LATER_MS = 11 * 60_000;

describe.skipIf(noBrowser)(
  `the page on security in a real browser, by the keyboard${noBrowser ? `: ${noBrowser}` : ''}`,
  () => {
    let place: LongLivedFolder;
    let team: Team;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    /** Passkeys work where the host has a name. */
    let url: string;
    let secret: string;
    let recoveryCodes: string[];
    const complaints: string[] = [];

    beforeAll(async () => {
      place = longLivedFolder();
      team = await startTeam(join(place.path, 'team'));
      url = `http://localhost:${new URL(team.url).port}`;
      browser = await launchBrowser();
      context = await browser.newContext({ acceptDownloads: true });
      page = await newPage(context);
      await addAuthenticator(page);
      // Somebody has signed in on the command line before.
      await signInHome(team, { cwd: place.path, home: join(place.path, 'another-home') });
      await givePassword(page, '/settings/security');
      await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
    });
    afterAll(async () => {
      await browser?.close();
      await team?.close();
      place?.remove();
    });

    async function newPage(where: BrowserContext): Promise<Page> {
      const opened = await where.newPage();
      opened.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      opened.on('pageerror', (error) => complaints.push(String(error)));
      return opened;
    }

    /** A fingerprint reader that always knows its owner. */
    async function addAuthenticator(where: Page): Promise<void> {
      const debuggee = await where.context().newCDPSession(where);
      await debuggee.send('WebAuthn.enable');
      await debuggee.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
    }

    async function givePassword(where: Page, path: string, password?: string): Promise<void> {
      await where.goto(url + path);
      await where.getByLabel('E-mail').fill(team.admin.email);
      await where.getByLabel('Password').fill(password ?? team.admin.password);
      await where.keyboard.press('Enter');
    }

    /** Presses a button as a keyboard does. */
    async function press(button: Locator): Promise<void> {
      await button.focus();
      await page.keyboard.press('Enter');
    }
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    const dialog = () => page.getByRole('dialog');
    const inDialog = (name: string | RegExp) => dialog().getByRole('button', { name });
    async function closeDialog(): Promise<void> {
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
    }
    /** Everything that the page keeps and a script could read later. */
    const remains = () =>
      page.evaluate<string>(
        `document.documentElement.outerHTML + JSON.stringify([
           { ...localStorage }, { ...sessionStorage }, history.state, location.href, document.title,
         ])`,
      );

    it('can be reached from the menu, and shows how one signs in', async () => {
      await page.goto(`${url}/projects`);
      await press(button(/^Account:/));
      await page.getByRole('menuitem', { name: 'Security' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Off: whoever knows your password can sign in.').waitFor();
      await page.getByText('This browser').waitFor();
      await photograph(page, 'security');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('adds a passkey, and renames it', async () => {
      await press(button('Add a passkey'));
      await dialog().getByLabel('Name').fill('Lap top');
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await press(button('Rename Lap top'));
      await dialog().getByLabel('Name').fill('Laptop');
      await page.keyboard.press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: 'Laptop' }).waitFor();
      await page.getByText(/never used/).waitFor();
    });

    it('does not add a second passkey on the same device, and says why', async () => {
      await press(button('Add a passkey'));
      await dialog().getByLabel('Name').fill('Again');
      await page.keyboard.press('Enter');
      await dialog().getByRole('alert').getByText('holds a passkey of your account').waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await closeDialog();
    });

    it('sets an authenticator app up, and shows ten recovery codes once', async () => {
      await clearOfTheEdge();
      await press(button('Set up an authenticator app'));
      await dialog().getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
      await photograph(page, 'security-totp');
      // Dark on light, also where the page is light on dark: else no camera reads it.
      await page.emulateMedia({ colorScheme: 'dark' });
      const fills = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[role="dialog"] svg[role="img"] > *')]
           .map((shape) => shape.tagName + ' ' + getComputedStyle(shape).fill)`,
      );
      expect(fills).toEqual(['rect rgb(255, 255, 255)', 'path rgb(0, 0, 0)']);
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await accessibilityViolations(page)).toEqual([]);
      secret = (await dialog().locator('code').first().textContent()) ?? '';
      expect(secret).toMatch(/^[A-Z2-7]{32}$/);

      const field = dialog().getByLabel('Code that the app shows');
      await field.fill('000000');
      await page.keyboard.press('Enter');
      await dialog().getByRole('alert').getByText('not the one that the app should show').waitFor();
      // The step before this one, so that the present code is still good to sign in.
      await clearOfTheEdge();
      await field.fill(totpCode(secret, -1));
      await field.press('Enter');
      await dialog().getByText('They are not shown again').waitFor();
      await photograph(page, 'security-recovery-codes');
      expect(await accessibilityViolations(page)).toEqual([]);
      recoveryCodes = await dialog()
        .getByRole('list', { name: 'Recovery codes' })
        .getByRole('listitem')
        .allTextContents();
      expect(recoveryCodes).toHaveLength(10);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        press(inDialog('Download as text')),
      ]);
      expect(readFileSync(await download.path(), 'utf8')).toBe(`${recoveryCodes.join('\n')}\n`);

      await closeDialog();
      await page.getByText('10 recovery codes are left.').waitFor();
      const kept = await remains();
      expect(kept).not.toContain(secret);
      for (const code of recoveryCodes) expect(kept).not.toContain(code);
    });

    it('asks for a code after the password: of the app, or a recovery code', async () => {
      const elsewhere = await browser.newContext();
      const login = await newPage(elsewhere);
      await givePassword(login, '/settings/security');
      await login.getByRole('heading', { name: 'One more step' }).waitFor();
      await photograph(login, 'login-second-factor');
      expect(await accessibilityViolations(login)).toEqual([]);
      // The field has the focus: one types on.
      await login.keyboard.type('000000');
      await login.keyboard.press('Enter');
      await login.getByRole('alert').getByText('The code is wrong').waitFor();
      await login.getByRole('button', { name: 'Use a recovery code' }).focus();
      await login.keyboard.press('Enter');
      expect(await accessibilityViolations(login)).toEqual([]);
      await login.keyboard.type(recoveryCodes[0] ?? '');
      await login.keyboard.press('Enter');
      // Back where one wanted to go.
      await login.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
      await login.getByText('9 recovery codes are left.').waitFor();

      const third = await newPage(await browser.newContext());
      await givePassword(third, '/projects');
      await third.getByRole('heading', { name: 'One more step' }).waitFor();
      await clearOfTheEdge();
      await third.keyboard.type(totpCode(secret));
      await third.keyboard.press('Enter');
      await third.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
    });

    it('signs in with the passkey alone, and as the second step', async () => {
      const signOut = async () => {
        await press(button(/^Account:/));
        await page.getByRole('menuitem', { name: 'Sign out' }).focus();
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      };
      await signOut();
      await photograph(page, 'login');
      expect(await accessibilityViolations(page)).toEqual([]);
      await press(button('Sign in with a passkey'));
      await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor();
      await signOut();
      await givePassword(page, '/settings/security');
      await press(button('Use a passkey'));
      await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor();
      await page
        .getByText(/last used/)
        .first()
        .waitFor();
    });

    it('lists the other browsers and the command line, and signs one out', async () => {
      await page.reload();
      const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
      await expect.poll(() => sessions.count()).toBeGreaterThanOrEqual(3);
      await page.getByRole('heading', { name: 'FluxLoop command line' }).waitFor();
      await photograph(page, 'security-on');
      expect(await accessibilityViolations(page)).toEqual([]);
      const before = await sessions.count();
      await press(sessions.nth(1).getByRole('button', { name: /^Sign out/ }));
      expect(await accessibilityViolations(page)).toEqual([]);
      await press(inDialog('Sign it out'));
      await dialog().waitFor({ state: 'detached' });
      await expect.poll(() => sessions.count()).toBe(before - 1);
    });

    it('asks for the password when the sign-in was a while ago', async () => {
      const later = await newPage(context);
      await later.clock.setFixedTime(Date.now() + LATER_MS);
      await later.goto(`${url}/settings/security`);
      await later.getByRole('button', { name: 'New recovery codes' }).click();
      const password = later.getByRole('dialog').getByLabel('Your password');
      await password.waitFor();
      expect(await accessibilityViolations(later)).toEqual([]);
      await photograph(later, 'security-confirm');
      await password.fill('wrong');
      await password.press('Enter');
      await later.getByRole('alert').getByText('The password is wrong.').waitFor();
      // The browser's clock goes right again before the answer comes.
      await later.clock.setFixedTime(Date.now());
      await password.fill(team.admin.password);
      await password.press('Enter');
      await later.getByRole('button', { name: 'Make new codes' }).click();
      await later.getByText('They are not shown again').waitFor();
      await later.close();
    });

    it('changes the password, and is signed out everywhere else', async () => {
      const other = await newPage(await browser.newContext());
      await page.reload();
      await press(button('Change the password'));
      await dialog().getByLabel('Present password').fill(team.admin.password);
      const anew = ['marble', 'tramway', 'oyster', 'lamp'].join(' ');
      await dialog().getByLabel('New password').fill(anew);
      await photograph(page, 'security-password');
      expect(await accessibilityViolations(page)).toEqual([]);
      await dialog().getByLabel('New password').press('Enter');
      await dialog().getByText('You are signed out everywhere else.').waitFor();
      await closeDialog();
      await expect
        .poll(() => page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').count())
        .toBe(1);
      await givePassword(other, '/projects', anew);
      await other.getByRole('heading', { name: 'One more step' }).waitFor();
    });

    it('turns the second factor off, deletes the passkey, and keeps the focus in its place', async () => {
      await press(button('Turn off'));
      expect(await accessibilityViolations(page)).toEqual([]);
      await press(inDialog('Turn it off'));
      await page.getByText('Off: whoever knows your password can sign in.').waitFor();
      await press(button('Delete Laptop'));
      await press(inDialog('Delete the passkey'));
      await page.getByRole('list', { name: 'Passkeys' }).waitFor({ state: 'detached' });
      await expect
        .poll(() => page.evaluate<string>('document.activeElement.tagName'))
        .not.toBe('BODY');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('has nothing wider than a phone', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await press(button('Set up an authenticator app'));
      await dialog().getByLabel('Code that the app shows').waitFor();
      const box = await dialog().boundingBox();
      expect(box?.width).toBeLessThanOrEqual(390);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
      await closeDialog();
    });

    it('met no error and no refusal by the content security policy', () => {
      // What the browser itself reports of refusals: nobody signed in yet, wrong codes and passwords.
      const expected = /status of (401|403)/;
      expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
    });
  },
);
