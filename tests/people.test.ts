import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestIdentityProvider,
  type TestIdentityProvider,
} from '../packages/platform/src/identity/single-sign-on/identity-provider.test-support.ts';
import {
  startTestMailServer,
  type TestMailServer,
} from '../packages/platform/src/mail/mail-server.test-support.ts';
import { repository } from '../scripts/workspace/paths.mjs';
import { accessibilityViolations, launchBrowser, noBrowser } from './support/browser.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

const screenshots = join(repository, 'artifacts/screenshots');
const invited = 'grace@example.com';
const passwords = {
  first: ['seven', 'green', 'umbrellas'].join(' '),
  second: ['nine', 'quiet', 'harbours'].join(' '),
};

describe.skipIf(noBrowser)(`people in a real browser${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let place: LongLivedFolder;
  let mail: TestMailServer;
  let provider: TestIdentityProvider;
  let team: Team;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    place = longLivedFolder();
    mail = await startTestMailServer();
    provider = await startTestIdentityProvider();
    team = await startTeam(join(place.path, 'team'), {
      FLUXLOOP_PLATFORM_SMTP_URL: mail.url,
      FLUXLOOP_PLATFORM_MAIL_FROM: 'fluxloop@platform.example',
      FLUXLOOP_PLATFORM_OIDC_ISSUER: provider.url,
      FLUXLOOP_PLATFORM_OIDC_CLIENT_ID: provider.clientId,
      FLUXLOOP_PLATFORM_OIDC_CLIENT_SECRET: provider.clientSecret,
      FLUXLOOP_PLATFORM_OIDC_NAME: 'Acme Login',
      FLUXLOOP_PLATFORM_OIDC_ALLOWED_DOMAINS: 'acme.example',
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await team?.close();
    await provider?.close();
    await mail?.close();
    place?.remove();
  });

  /** A browser of a person of their own, whose complaints are gathered. */
  async function openBrowser(): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    return { page, context };
  }

  /** Looks at the page at both widths, light and dark: barriers, and words that run out of it. */
  async function inspect(page: Page, name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(
          'Promise.allSettled(document.getAnimations().map(({ finished }) => finished))',
        );
        const path = join(screenshots, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
        expect(await accessibilityViolations(page), `${name} ${width} ${colorScheme}`).toEqual([]);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, `${name} is wider than ${width}`).toBeLessThanOrEqual(0);
      }
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  /** Presses Tab until what is named has the focus, which must be seen. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string>(`(() => {
          const element = document.activeElement;
          const label = element.id ? document.querySelector('label[for="' + element.id + '"]') : null;
          return element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '';
        })()`);
      if (focused.trim() !== name) continue;
      const outline = await page.evaluate<string>(
        'getComputedStyle(document.activeElement).outlineStyle',
      );
      expect(outline, `the focus on ${name}`).not.toBe('none');
      return;
    }
    throw new Error(`Tab does not lead to ${name}.`);
  }

  async function press(page: Page, name: string): Promise<void> {
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  }

  async function type(page: Page, field: string, text: string): Promise<void> {
    await tabTo(page, field);
    await page.keyboard.type(text);
  }

  async function signIn(page: Page, email: string, password: string): Promise<void> {
    await page.getByLabel('E-mail').waitFor();
    await type(page, 'E-mail', email);
    await type(page, 'Password', password);
    await page.keyboard.press('Enter');
  }

  /** The page as its admin sees it. */
  async function openPeople(): Promise<{ page: Page; context: BrowserContext }> {
    const opened = await openBrowser();
    await opened.page.goto(`${team.url}/settings/people`);
    await signIn(opened.page, team.admin.email, team.admin.password);
    await opened.page.getByRole('list', { name: 'Members' }).waitFor();
    return opened;
  }

  const linkIn = (letter: string) => /http:\/\/\S+#token=\S+/.exec(letter)?.[0] ?? '';

  it('invites by mail, by the keyboard alone', async () => {
    const { page, context } = await openPeople();
    await press(page, 'Invite');
    await page.getByRole('dialog').waitFor();
    await inspect(page, 'people-invite');
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type(invited);
    await page.getByLabel('Role', { exact: true }).selectOption('viewer');
    await press(page, 'Send the invitation');
    await page.getByText(`on its way to ${invited}`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('list', { name: 'Invitations' }).getByText(invited).waitFor();
    await inspect(page, 'people');
    await context.close();
  });

  it('makes an account by an invitation, and refuses a password that many choose', async () => {
    const { page, context } = await openBrowser();
    await page.goto(linkIn(await mail.letterTo(invited)));
    await page.getByText('invites').waitFor();
    expect(page.url()).not.toContain('token');
    await inspect(page, 'invitation');
    await type(page, 'Password', 'qwertyuiop123');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('many people choose').waitFor();
    await page.getByLabel('Password').fill('');
    await page.getByLabel('Password').focus();
    await page.keyboard.type(passwords.first);
    await page.keyboard.press('Enter');
    await page
      .getByRole('link', { name: /support.bot/i })
      .first()
      .waitFor();
    await page.goto(`${team.url}/settings/people`);
    await page.getByText('You manage no project').waitFor();
    expect(await page.getByText('People of the platform').count()).toBe(0);
    await context.close();
  });

  it('changes a role, and removes a person after a question', async () => {
    const { page, context } = await openPeople();
    const role = page.getByLabel(`Role of ${invited}`);
    await role.selectOption('editor');
    await expect.poll(() => role.inputValue()).toBe('editor');
    await page.reload();
    await page.getByLabel(`Role of ${invited}`).waitFor();
    expect(await role.inputValue()).toBe('editor');
    await page.getByLabel(`Role of ${team.admin.email}`).selectOption('viewer');
    await page.getByRole('alert').getByText('keeps at least one admin').waitFor();

    await page.getByRole('button', { name: `Remove ${invited}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await inspect(page, 'people-remove');
    await page.getByRole('button', { name: 'Remove from the project' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.getByLabel(`Role of ${invited}`).count()).toBe(0);
    await context.close();
  });

  it('replaces a forgotten password by a letter', async () => {
    const { page, context } = await openBrowser();
    await page.goto(`${team.url}/login`);
    await page.getByRole('link', { name: 'Forgot your password?' }).waitFor();
    await inspect(page, 'login-with-single-sign-on');
    await press(page, 'Forgot your password?');
    await page.getByRole('button', { name: 'Send me a link' }).waitFor();
    await inspect(page, 'forgot');
    await type(page, 'E-mail', invited);
    await page.keyboard.press('Enter');
    await page.getByText('Look into your mail').waitFor();
    await page.goto(linkIn(await mail.letterTo(invited)));
    await page.getByLabel('New password').waitFor();
    expect(page.url()).not.toContain('token');
    await inspect(page, 'reset');
    await type(page, 'New password', passwords.second);
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed').waitFor();
    await press(page, 'Sign in with it');
    await signIn(page, invited, passwords.second);
    await page.waitForURL('**/projects');
    await context.close();
  });

  it('makes a link for a new password, deactivates, and says who the last admin is', async () => {
    const { page, context } = await openPeople();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: `Manage ${invited}` }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await inspect(page, 'people-manage');
    await press(page, 'Make a link for a new password');
    await dialog.getByText(/#token=/).waitFor();
    await inspect(page, 'people-reset-link');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain('#token=');

    await page.getByRole('button', { name: `Manage ${invited}` }).click();
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await dialog.getByRole('button', { name: 'Activate', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Deactivated').waitFor();
    const other = await openBrowser();
    await other.page.goto(`${team.url}/login`);
    await signIn(other.page, invited, passwords.second);
    await other.page.getByRole('alert').getByText('deactivated').waitFor();
    await other.context.close();

    await page.getByRole('button', { name: `Manage ${team.admin.email}` }).click();
    await dialog.getByRole('button', { name: 'Take the admin rights away' }).click();
    await dialog.getByRole('alert').getByText('keeps at least one admin').waitFor();
    await context.close();
  });

  it('signs in by single sign-on, and goes where it was going', async () => {
    provider.person = { sub: 'kay', email: 'kay@acme.example', email_verified: true };
    const { page, context } = await openBrowser();
    await page.goto(`${team.url}/settings/api-keys`);
    await page.getByRole('button', { name: 'Sign in with Acme Login' }).waitFor();
    await press(page, 'Sign in with Acme Login');
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await page.getByRole('button', { name: 'Account: kay@acme.example' }).waitFor();
    await context.close();
  });

  it('links an account that is there already, after its own sign-in', async () => {
    provider.person = { sub: 'boss', email: team.admin.email, email_verified: true };
    const { page, context } = await openBrowser();
    await page.goto(`${team.url}/login`);
    await page.getByRole('button', { name: 'Sign in with Acme Login' }).click();
    await page.getByText('Your address has an account here already').waitFor();
    await inspect(page, 'login-link-needed');
    await press(page, 'Sign in and link them');
    await signIn(page, team.admin.email, team.admin.password);
    await page.getByRole('button', { name: 'Link with Acme Login' }).waitFor();
    await inspect(page, 'single-sign-on');
    await press(page, 'Link with Acme Login');
    await page.getByText(`Linked with ${team.admin.email}`).waitFor();
    await context.close();

    const again = await openBrowser();
    await again.page.goto(`${team.url}/login`);
    await again.page.getByRole('button', { name: 'Sign in with Acme Login' }).click();
    await again.page.getByRole('button', { name: `Account: ${team.admin.email}` }).waitFor();
    await again.context.close();
  });

  it('met no error and no refusal by the content security policy', () => {
    // What the browser itself reports: nobody was signed in at first, and what was refused.
    const expected = /status of (400|401|403|409)/;
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
  });
});
