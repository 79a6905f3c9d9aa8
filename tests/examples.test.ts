import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cleanEnvironment, runCli, startCli } from './support/command.js';
import { copyExample } from './support/example.js';
import { temporaryFolder } from './support/temporary-folder.js';

/** A key that the chat server wants; assembled, so that no scanner takes it for one. */
const SERVER_KEY = ['desk', 'key', 'for', 'tests'].join('-');

async function testExample(cwd: string, env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCli(['test', '--json'], {
    cwd,
    home: temporaryFolder(),
    env,
  });
  if (code !== 0 && code !== 10) throw new Error(`${stdout}\n${stderr}`);
  const { summary } = JSON.parse(stdout);
  return { code, verdicts: summary.totals.verdicts };
}

/** The chat server of the example, on a free port. */
async function startChatServer(folder: string): Promise<Record<string, string>> {
  const server = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: cleanEnvironment({ PORT: '0', CHAT_SERVER_KEY: SERVER_KEY }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    server.kill();
    await once(server, 'exit');
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const origin = String(line).split(' ').at(-1) ?? '';
  return { CHAT_SERVER: origin, CHAT_SERVER_KEY: SERVER_KEY };
}

describe('fluxloop test in', () => {
  it.each([
    ['eliza', { pass: 4 }],
    ['rivescript', { pass: 5 }],
    ['python-calculator', { pass: 7 }],
    ['replay', { pass: 3 }],
  ])('examples/%s passes', async (name, verdicts) => {
    const { code, verdicts: found } = await testExample(copyExample(temporaryFolder(), name));
    expect(found).toMatchObject({ fail: 0, error: 0, unjudged: 0, ...verdicts });
    expect(code).toBe(0);
  });

  it('examples/chat-server passes, as JSON, as a stream and as OpenAI has it', async () => {
    const copy = copyExample(temporaryFolder(), 'chat-server');
    const env = await startChatServer(copy);
    for (const [folder, pass] of [
      ['json', 4],
      ['stream', 2],
      ['openai', 2],
    ] as const) {
      const { code, verdicts } = await testExample(join(copy, folder), env);
      expect({ folder, code, verdicts }).toMatchObject({
        folder,
        code: 0,
        verdicts: { pass, fail: 0, error: 0 },
      });
    }
  });

  it('examples/support-bot finds what its README says', async () => {
    const { code, verdicts } = await testExample(copyExample(temporaryFolder()));
    expect(verdicts).toMatchObject({ pass: 78, fail: 10, error: 0 });
    expect(code).toBe(10);
  });
});

describe('an agent in process that never yields', () => {
  const inLoop = (test: string) => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'agent.ts'),
      'export function run({ text }: { text: string }) { if (text === "loop") for (;;); return text; }\n',
    );
    const settings = 'runner: { target: "./agent.ts:run" }\ninputs: [first, loop]\n';
    writeFileSync(join(cwd, 'fluxloop.yaml'), `${settings}test: { parallel: 1, ${test} }\n`);
    return { cwd, home: temporaryFolder() };
  };

  it('lets Ctrl-C through: what is done is kept, and the command to go on is told', async () => {
    const command = startCli(['test'], inLoop('turn_timeout: 10m, timeout: 10m'));
    await command.line(/1\/2/);
    command.process.kill('SIGINT');
    const { code, stdout, stderr } = await command.outcome;
    expect(code).toBe(130);
    expect(stdout + stderr).toMatch(/fluxloop test --resume run_/);
  });

  it('does not beat the deadline of its case', async () => {
    const options = inLoop('timeout: 1s, retries: 0');
    const { code, stdout } = await runCli(['test', '--json'], options);
    expect(code).toBe(10);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { totals: { verdicts: { error: 1, unjudged: 1 } } },
    });
    expect(stdout).toContain('The case took longer than 1 s.');
  });
});
