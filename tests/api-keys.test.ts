import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FluxLoopClient } from '@fluxloop/core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityViolations,
  launchBrowser,
  noBrowser,
  photograph,
} from './support/browser.ts';
import { runCli } from './support/command.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

const KEY = /flx_[a-z]+_[0-9A-Za-z]{30,}/;

let place: LongLivedFolder;
let team: Team;
let admin: FluxLoopClient;

beforeAll(async () => {
  place = longLivedFolder();
  team = await startTeam(join(place.path, 'team'));
  admin = await team.asAdmin();
});
afterAll(async () => {
  await team?.close();
  place?.remove();
});

/** Asks the platform with a key, as a program would. */
async function asks(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`${team.url}/v1/principal`, { headers })).status;
}

describe('the commands of the documentation, as they are typed there', () => {
  const cli = (args: readonly string[], env: Record<string, string> = {}) =>
    runCli(args, { cwd: place.path, home: team.home, env });

  it('fluxloop apikeys create --name "my-cli-key"', async () => {
    const { code, stdout } = await cli(['apikeys', 'create', '--name', 'my-cli-key']);
    expect(code).toBe(0);
    expect(await asks(KEY.exec(stdout)?.[0] ?? '')).toBe(200);
  });

  it('fluxloop apikeys create --name "ci-bot" --type service-account --scope read-write', async () => {
    const { key } = await admin.apiKeys.create({ name: 'admin at work', scope: 'admin' });
    const args = ['--name', 'ci-bot', '--type', 'service-account', '--scope', 'read-write'];
    const env = { FLUXLOOP_API_KEY: key.reveal(), FLUXLOOP_API_ENDPOINT: team.url };
    const { code, stdout, stderr } = await cli(['apikeys', 'create', ...args], env);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/flx_sa_[0-9A-Za-z]{30,}/);
  });

  it('fluxloop apikeys create --scope read-write', async () => {
    const { code, stdout } = await cli(['apikeys', 'create', '--scope', 'read-write']);
    expect(code).toBe(0);
    expect(stdout).toMatch(KEY);
  });

  it('fluxloop apikeys create --scope admin  # Too broad', async () => {
    const { code, stderr } = await cli(['apikeys', 'create', '--scope', 'admin']);
    expect(stderr).toContain('broad');
    // The key that is signed in reads and writes; only who has the scope admin can give it away.
    expect(code).toBe(6);
    expect(stderr).toContain('needs the scope admin, and the credential has read-write');
  });

  it('fluxloop apikeys info $FLUXLOOP_API_KEY, also with a key that may only write', async () => {
    const { key } = await admin.apiKeys.create({ name: 'narrow', scope: 'write' });
    const env = { FLUXLOOP_API_KEY: key.reveal(), FLUXLOOP_API_ENDPOINT: team.url };
    const { code, stdout, stderr } = await cli(['apikeys', 'info', key.reveal()], env);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/Scope: +write/);
    expect(stdout + stderr).not.toContain(key.reveal());
  });

  it('fluxloop apikeys revoke KEY ends it before the command ends', async () => {
    const { key } = await admin.apiKeys.create({ name: 'old' });
    expect(await asks(key.reveal())).toBe(200);
    const { code, stdout, stderr } = await cli(['apikeys', 'revoke', key.reveal()]);
    expect(code, stderr).toBe(0);
    expect(await asks(key.reveal())).toBe(401);
    expect(stdout + stderr).not.toContain(key.reveal());
  });

  it.each(['flx_old_key...', 'flx_compromised_key'])(
    'fluxloop apikeys revoke %s says that a placeholder is no key',
    async (placeholder) => {
      const { code, stderr } = await cli(['apikeys', 'revoke', placeholder]);
      expect(code).toBe(2);
      expect(stderr).toContain('fluxloop apikeys list');
    },
  );

  it('fluxloop apikeys rotate and list show the chain, and --output-env keeps the key quiet', async () => {
    const { key, id } = await admin.apiKeys.create({
      name: 'rotating',
      projects: ['support-bot'],
    });
    const file = join(place.path, 'rotated.env');
    const args = ['apikeys', 'rotate', id, '--grace', '0', '--output-env', file];
    const rotated = await cli(args);
    expect(rotated.code, rotated.stderr).toBe(0);
    expect(rotated.stdout + rotated.stderr).not.toMatch(KEY);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^FLUXLOOP_API_KEY=flx_api_\w+\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await asks(KEY.exec(text)?.[0] ?? '')).toBe(200);
    expect(await asks(key.reveal())).toBe(401);
    expect((await cli(['apikeys', 'list'])).stdout).toContain(`succeeds ${id}`);
  });
});

describe.skipIf(noBrowser)(
  `the page of API keys in a real browser${noBrowser ? `: ${noBrowser}` : ''}`,
  () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];
    const dialog = () => page.getByRole('dialog');
    const shownKey = async () =>
      (await dialog().locator('code').filter({ hasText: KEY }).first().textContent()) ?? '';
    const entry = (name: string): Locator =>
      page
        .getByRole('list', { name: 'API keys' })
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name }) });

    beforeAll(async () => {
      browser = await launchBrowser();
      const context = await browser.newContext({
        acceptDownloads: true,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${team.url}/settings/api-keys`);
      await page.getByLabel('E-mail').fill(team.admin.email);
      await page.getByLabel('Password').fill(team.admin.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'API keys', level: 1 }).waitFor();
    });
    afterAll(() => browser?.close());

    /** Everything that the page keeps: what a script could read later, and where the reader was. */
    async function remains(): Promise<string> {
      return page.evaluate<string>(
        `document.documentElement.outerHTML + JSON.stringify([
           { ...localStorage }, { ...sessionStorage }, history.state, location.href, document.title,
           performance.getEntries().map(({ name }) => name),
         ])`,
      );
    }

    it('creates a key with every option, and shows it once', async () => {
      await page.getByRole('button', { name: 'New API key' }).click();
      await photograph(page, 'api-keys-new');
      expect(await accessibilityViolations(page)).toEqual([]);
      await dialog().getByRole('button', { name: 'Create key' }).click();
      await dialog().getByRole('alert').getByText('Give the key a name.').waitFor();
      await dialog().getByLabel('Name').fill('browser key');
      await dialog().getByLabel('Only these projects').check();
      await dialog().getByLabel('Support bot').check();
      await dialog()
        .getByRole('radio', { name: /^View results/ })
        .check();
      await dialog().getByLabel('It expires').selectOption('30');
      await dialog().getByText('More limits').click();
      await dialog().getByLabel('Environment').selectOption('staging');
      await dialog().getByLabel('Only from these addresses').fill('127.0.0.0/8, 2001:db8::/32');
      await photograph(page, 'api-keys-new-limits');
      expect(await accessibilityViolations(page)).toEqual([]);
      await dialog().getByRole('button', { name: 'Create key' }).click();
      await dialog().getByText('It is not shown again').waitFor();
      await photograph(page, 'api-keys-created');
      expect(await accessibilityViolations(page)).toEqual([]);

      const key = await shownKey();
      expect(key).toMatch(/^flx_staging_/);
      await dialog().getByRole('button', { name: 'Copy the key' }).click();
      expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(key);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog().getByRole('button', { name: 'Download as .env' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.env$/);
      expect(readFileSync(await download.path(), 'utf8')).toBe(`FLUXLOOP_API_KEY=${key}\n`);
      expect(await asks(key)).toBe(200);

      await page.mouse.click(5, 5);
      expect(await dialog().isVisible()).toBe(true);
      await dialog().getByRole('button', { name: 'Close' }).click();
      await dialog().waitFor({ state: 'detached' });
      expect(await remains()).not.toContain(key.slice(-20));
      await page.goBack().catch(() => {});
      await page.goto(`${team.url}/settings/api-keys`);
      await entry('browser key').waitFor();
      expect(await remains()).not.toContain(key.slice(-20));
    });

    it('lists what the key may do, and how it was used within seconds', async () => {
      const facts = entry('browser key');
      for (const fact of ['read', 'support-bot', 'staging', '127.0.0.0/8, 2001:db8::/32']) {
        await facts.getByText(fact, { exact: true }).waitFor();
      }
      const used = facts.locator('dl > div').filter({ hasText: 'Requests' });
      await used.getByText('1', { exact: true }).waitFor();
      await photograph(page, 'api-keys');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('creates a service account', async () => {
      await page.getByRole('button', { name: 'New API key' }).click();
      await dialog().getByLabel('Name').fill('nightly');
      await dialog().getByLabel('It acts for').selectOption('service_account');
      await dialog().getByLabel('Project').selectOption('support-bot');
      await dialog().getByRole('button', { name: 'Create key' }).click();
      await dialog()
        .getByText(/flx_sa_/)
        .waitFor();
      await page.keyboard.press('Escape');
      await entry('nightly').getByText('Service account').waitFor();
    });

    it('says what is wrong with a block of addresses, and keeps what was filled in', async () => {
      await page.getByRole('button', { name: 'New API key' }).click();
      await dialog().getByLabel('Name').fill('somewhere');
      await dialog().getByText('More limits').click();
      await dialog().getByLabel('Only from these addresses').fill('10.1.2.3/8');
      await dialog().getByRole('button', { name: 'Create key' }).click();
      await dialog().getByRole('alert').getByText('10.0.0.0/8 for the block').waitFor();
      expect(await dialog().getByLabel('Name').inputValue()).toBe('somewhere');
      await page.keyboard.press('Escape');
    });

    it('rotates a key by the keyboard alone, and shows the chain', async () => {
      const old = entry('nightly');
      await old.getByRole('button', { name: 'Rotate nightly' }).focus();
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      await photograph(page, 'api-keys-rotate');
      expect(await accessibilityViolations(page)).toEqual([]);
      await dialog().getByLabel('The old key works on').selectOption('3600');
      await dialog().getByRole('button', { name: 'Rotate the key' }).focus();
      await page.keyboard.press('Enter');
      await dialog().getByText('It is not shown again').waitFor();
      const key = await shownKey();
      await dialog()
        .getByText(/The old key works until/)
        .waitFor();
      // The list is asked again meanwhile; the key must outlast that.
      await page.waitForResponse((response) => response.url().endsWith('/v1/api-keys'));
      expect(await dialog().getByText(key).isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      expect(await asks(key)).toBe(200);
      expect(await remains()).not.toContain(key.slice(-20));
      await page.getByText('Rotated', { exact: true }).waitFor();
      await page.getByRole('link', { name: /^Succeeds flx_sa_/ }).waitFor();
      await page.getByRole('link', { name: /^Succeeded by flx_sa_/ }).waitFor();
      // Whoever works with the keyboard is still at the key.
      await expect.poll(() => page.evaluate<string>('document.activeElement.tagName')).toBe('LI');
      await photograph(page, 'api-keys-chain');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('revokes a key by the keyboard alone', async () => {
      const { key } = await admin.apiKeys.create({ name: 'doomed' });
      await page.reload();
      await entry('doomed').getByRole('button', { name: 'Revoke doomed' }).focus();
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      await photograph(page, 'api-keys-revoke');
      expect(await accessibilityViolations(page)).toEqual([]);
      await dialog().getByRole('button', { name: 'Revoke the key' }).focus();
      await page.keyboard.press('Enter');
      await dialog().waitFor({ state: 'detached' });
      await entry('doomed').getByText('Revoked').first().waitFor();
      expect(await asks(key.reveal())).toBe(401);
    });

    it('has nothing wider than a phone', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await page.getByRole('button', { name: 'New API key' }).click();
      await dialog().getByText('More limits').click();
      const box = await dialog().boundingBox();
      expect(box?.width).toBeLessThanOrEqual(390);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
      await dialog().getByRole('button', { name: 'Create key' }).scrollIntoViewIfNeeded();
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1280, height: 900 });
    });

    it('met no error and no refusal by the content security policy', () => {
      // What the browser itself reports: nobody was signed in at first, and one form was refused.
      const expected = /status of (400|401)/;
      expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
    });
  },
);
