import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickstartPlaces } from '../scripts/quickstart/places.mjs';
import { startPlatform } from '../scripts/quickstart/platform.mjs';
import { ChildProcesses } from '../scripts/workspace/child-processes.mjs';
import {
  accessibilityViolations,
  launchBrowser,
  noBrowser,
  photograph,
} from './support/browser.ts';
import { runCli } from './support/command.ts';
import { copyExample } from './support/example.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

describe.skipIf(noBrowser)(
  `the dashboard in a real browser${noBrowser ? `: ${noBrowser}` : ''}`,
  () => {
    let place: LongLivedFolder;
    let team: Team;
    let browser: Browser;
    let page: Page;
    let runPage: string;
    let project: string;
    const complaints: string[] = [];

    beforeAll(async () => {
      place = longLivedFolder();
      team = await startTeam(join(place.path, 'team'));
      project = copyExample(place.path);
      const args = ['test', '--sanitize', '--upload', '--yes', '--json'];
      const { stdout, stderr } = await runCli(args, { cwd: project, home: team.home });
      runPage = (JSON.parse(stdout) as { upload: { run: { url: string } } }).upload.run.url;
      expect(runPage, stderr).toContain(team.url);
      browser = await launchBrowser();
      page = await (await browser.newContext()).newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!request.url().startsWith(team.url))
          complaints.push(`left the platform: ${request.url()}`);
      });
    });

    afterAll(async () => {
      await browser?.close();
      await team?.close();
      place?.remove();
    });

    it('asks for a sign-in, and leads back to the run that was asked for', async () => {
      await page.goto(runPage);
      await page.getByLabel('E-mail').waitFor();
      await photograph(page, 'login');
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.getByLabel('E-mail').fill(team.admin.email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await photograph(page, 'login-refused');
      await page.getByLabel('Password').fill(team.admin.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(runPage);
    });

    it('lists the projects and the runs', async () => {
      await page.goto(`${team.url}/projects`);
      await page.getByRole('link', { name: /support bot/i }).waitFor();
      await photograph(page, 'projects');
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.getByRole('link', { name: /support bot/i }).click();
      await page.getByRole('link', { name: /run_/ }).waitFor();
      await photograph(page, 'runs');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it("shows a run's totals, charts and cases", async () => {
      await page.getByRole('link', { name: /run_/ }).click();
      await page.waitForURL(runPage);
      await page.getByRole('table', { name: 'Cases of the run' }).waitFor();
      await page.locator('.recharts-surface').first().waitFor();
      await photograph(page, 'run');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('filters to failures', async () => {
      const filter = page
        .getByRole('group', { name: 'Verdict' })
        .getByRole('button', { name: /fail/i });
      const failures = Number(/\d+/.exec((await filter.textContent()) ?? '')?.[0]);
      expect(failures).toBeGreaterThan(0);
      await filter.click();
      await page.waitForURL(/verdict/);
      const rows = page.getByRole('table', { name: 'Cases of the run' }).getByRole('row');
      await expect.poll(() => rows.count()).toBe(failures + 1);
      await photograph(page, 'run-failures');
    });

    it("opens a transcript with each criterion's verdict, and placeholders for what was redacted", async () => {
      await page.getByRole('table', { name: 'Cases of the run' }).getByRole('link').first().click();
      await page.waitForURL(/\/cases\/c_[0-9a-f]{20}\/0/);
      await page.getByText('Expected').first().waitFor();
      await photograph(page, 'case-failed');
      expect(await accessibilityViolations(page)).toEqual([]);

      await page.goto(`${runPage}?search=EMAIL_1`);
      await page.getByRole('table', { name: 'Cases of the run' }).getByRole('link').first().click();
      await page.waitForURL(/\/cases\//);
      await page.getByText('EMAIL_1').first().waitFor();
      await photograph(page, 'case-redacted');
    });

    it('shows scenarios with their versions, as text and nothing else', async () => {
      await page.goto(`${team.url}/projects/support-bot/scenarios`);
      await page.getByText('No scenario yet').waitFor();
      await photograph(page, 'scenarios-empty');
      expect(await accessibilityViolations(page)).toEqual([]);

      const hostile = '<img src=x onerror=alert(1)>';
      const file = join(project, 'scenarios/v1.2 of refunds.yaml');
      for (const text of ['write to jane@example.com', `write to jane@example.com ${hostile}`]) {
        writeFileSync(file, `inputs:\n  - ${JSON.stringify(text)}\n`);
        const uploaded = await runCli(['sync', 'upload', '--yes'], {
          cwd: project,
          home: team.home,
        });
        expect(uploaded.code, uploaded.stderr).toBe(0);
      }
      await page.goto(`${team.url}/projects/support-bot/runs`);
      await page.getByRole('link', { name: 'Scenarios' }).click();
      await page.getByRole('link', { name: 'v1.2 of refunds' }).waitFor();
      await photograph(page, 'scenarios');
      expect(await accessibilityViolations(page)).toEqual([]);

      await page.getByRole('link', { name: 'v1.2 of refunds' }).click();
      await page.getByRole('heading', { level: 1, name: 'v1.2 of refunds' }).waitFor();
      await page.getByText(hostile).waitFor();
      await page.getByText('EMAIL_1').waitFor();
      expect(await page.locator('main img').count()).toBe(0);
      await photograph(page, 'scenario');
      expect(await accessibilityViolations(page)).toEqual([]);

      await page.getByRole('link', { name: 'Version 1' }).click();
      await page.waitForURL(/version=1/);
      await expect.poll(() => page.getByText(hostile).count()).toBe(0);
      await page.reload();
      await page.getByText('EMAIL_1').waitFor();
    });

    it('says so when a page or a run does not exist', async () => {
      await page.goto(`${team.url}/projects/support-bot/runs/run_of_nobody`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await photograph(page, 'not-found');
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it('signs out, and shows nothing more', async () => {
      await page.goto(`${team.url}/projects`);
      await page.getByRole('button', { name: /account/i }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByLabel('E-mail').waitFor();
      await page.goto(runPage);
      await page.getByLabel('E-mail').waitFor();
      expect(page.url()).toContain('/login');
    });

    it('created the first admin by the one-time link', async () => {
      const processes = new ChildProcesses();
      const places = quickstartPlaces(join(place.path, 'another'));
      const platform = await startPlatform(processes, places);
      const fresh = await (await browser.newContext()).newPage();
      await fresh.goto(`${platform.url}/setup#token=${platform.setupToken}`);
      await fresh.getByLabel('E-mail').fill('first@example.com');
      await photograph(fresh, 'setup');
      expect(await accessibilityViolations(fresh)).toEqual([]);
      expect(fresh.url()).toBe(`${platform.url}/setup`);
      await fresh.getByLabel('Password').fill('a password of some length');
      await fresh.getByRole('button', { name: 'Create the account' }).click();
      await fresh.waitForURL(`${platform.url}/projects`);
      await photograph(fresh, 'projects-empty');
      await fresh.context().close();
      await processes.stopAll();
    });

    it('met no error, no refusal by the content security policy, and asked nobody else for anything', () => {
      // What the browser itself reports of the refused sign-in, the absent run and the ended session.
      const expected = /status of (401|404)/;
      expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
    });
  },
);
