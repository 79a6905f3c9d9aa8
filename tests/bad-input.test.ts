import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { formatCredential } from '@fluxloop/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickstartPlaces } from '../scripts/quickstart/places.mjs';
import { startPlatform } from '../scripts/quickstart/platform.mjs';
import { ChildProcesses } from '../scripts/workspace/child-processes.mjs';
import { runCli } from './support/command.ts';
import { LARGE_PROJECT_CASES, writeLargeProject } from './support/large-project.ts';
import { runPlatform } from './support/platform-command.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

describe('what goes wrong between the command line and a real platform', () => {
  let place: LongLivedFolder;
  let team: Team;
  let project: string;

  beforeAll(async () => {
    place = longLivedFolder();
    team = await startTeam(join(place.path, 'team'));
    project = writeLargeProject(join(place.path, 'project'));
  });
  afterAll(async () => {
    await team?.close();
    place?.remove();
  });

  /** Uploads with a key from the environment, as CI does. */
  async function uploadWith(key: string, args: string[] = []) {
    const outcome = await runCli(['test', '--upload', '--yes', '--json', ...args], {
      cwd: project,
      home: join(place.path, 'empty-home'),
      env: { FLUXLOOP_API_KEY: key, FLUXLOOP_API_ENDPOINT: team.url },
    });
    expect(outcome.stdout + outcome.stderr).not.toContain(key);
    return outcome;
  }

  it('a key that was mistyped is told without a request, exit 3', async () => {
    const last = team.key.at(-1) === 'a' ? 'b' : 'a';
    const { code, stdout } = await uploadWith(team.key.slice(0, -1) + last);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).error.message).toMatch(/typ|checksum|mistyped/i);
  });

  it('a key of the right form that nobody has is refused by the platform, exit 3', async () => {
    const { code, stdout } = await uploadWith(formatCredential('api', new Uint8Array(24).fill(7)));
    expect(code).toBe(3);
    expect(JSON.parse(stdout).upload.error.hint).toContain('fluxloop auth status');
  });

  it('a revoked key is refused at once, exit 3, and the results are kept', async () => {
    const admin = await team.asAdmin();
    const { id, key } = await admin.apiKeys.create({ name: 'to be revoked' });
    expect((await uploadWith(key.reveal())).code).toBe(0);
    await admin.apiKeys.revoke(id);
    const { code, stdout } = await uploadWith(key.reveal());
    expect(code).toBe(3);
    expect(JSON.parse(stdout).upload.retry_command).toMatch(/^fluxloop sync upload run_/);
  });

  it('a key that may only read is told which scope it needs and has, exit 6', async () => {
    const { key } = await (await team.asAdmin()).apiKeys.create({ name: 'reader', scope: 'read' });
    const { code, stdout } = await uploadWith(key.reveal());
    expect(code).toBe(6);
    const { error } = JSON.parse(stdout).upload;
    expect(error.message).toMatch(/`?write`?/);
    expect(error.message).toMatch(/`?read`?/);
  });

  it('a project that does not exist is told by name, exit 5', async () => {
    const { code, stdout } = await uploadWith(team.key, ['--project', 'no-such-project']);
    expect(code).toBe(5);
    expect(JSON.parse(stdout).upload.error.message).toContain('no-such-project');
  });

  it('an http endpoint that is not this machine gets nothing, exit 2', async () => {
    const { code, stdout } = await runCli(['test', '--upload', '--yes', '--json'], {
      cwd: project,
      home: join(place.path, 'empty-home'),
      env: { FLUXLOOP_API_KEY: team.key, FLUXLOOP_API_ENDPOINT: 'http://platform.example.com' },
    });
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.hint).toMatch(/https/);
  });

  it('a server that is no FluxLoop platform is called so, exit 4', async () => {
    const stranger = createServer((_, answer) => answer.end('<h1>Welcome</h1>'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const { code, stdout } = await runCli(['test', '--upload', '--yes', '--json'], {
      cwd: project,
      home: join(place.path, 'empty-home'),
      env: { FLUXLOOP_API_KEY: team.key, FLUXLOOP_API_ENDPOINT: `http://127.0.0.1:${port}` },
    });
    stranger.close();
    expect(code).toBe(4);
    expect(JSON.parse(stdout).upload.error.message).toMatch(/FluxLoop platform/);
  });

  it('a port in use is told by its number, and the running platform is left alone', async () => {
    const { port } = new URL(team.url);
    const { code, stderr } = await runPlatform([
      'start',
      '--data',
      join(place.path, 'second'),
      '--port',
      port,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(port);
    expect((await fetch(`${team.url}/healthz`)).status).toBe(200);
  });

  it('a data folder in use is refused, exit 2', async () => {
    const processes = new ChildProcesses();
    await expect(startPlatform(processes, quickstartPlaces(team.folder))).rejects.toThrow(
      /data_folder_in_use/,
    );
    await processes.stopAll();
    expect((await fetch(`${team.url}/healthz`)).status).toBe(200);
  });

  it('with the platform down the results stay, exit 4 says how to send them, and later they are sent', async () => {
    await team.kill();
    const down = await runCli(['test', '--upload', '--yes', '--json'], {
      cwd: project,
      home: team.home,
    });
    expect(down.code).toBe(4);
    const { run_id: runId, upload: failed } = JSON.parse(down.stdout);
    expect(failed.retry_command).toBe(`fluxloop sync upload ${runId}`);
    await team.restart();
    const upload = await runCli(['sync', 'upload', '--yes', '--json'], {
      cwd: project,
      home: team.home,
    });
    expect(upload.code, upload.stdout).toBe(0);
    const run = await (await team.asAdmin()).runs.get('support-bot', runId);
    expect(run.totals.cases).toBe(LARGE_PROJECT_CASES);
  });
});
