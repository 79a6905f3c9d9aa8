import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  echoProject,
  ensureBuilt,
  FAILING_SCENARIO,
  type Workplace,
  workplace,
} from './built-cli.test-support.js';
import { type FakePlatform, problem, startFakePlatform } from './fake-platform.test-support.js';
import { madeUpKey } from './made-up-keys.test-support.js';

const key = madeUpKey();
let platform: FakePlatform;

beforeAll(async () => {
  await ensureBuilt();
  platform = await startFakePlatform(key);
});
afterAll(() => platform.close());

/** Nothing listens on the discard port of a test machine. */
const NOBODY = 'http://127.0.0.1:9';

interface Fault {
  name: string;
  files?: Record<string, string>;
  argv: string[];
  env?: () => Record<string, string>;
  exit: number;
  code: string;
  /** What a person must be told. */
  says: RegExp;
}

const faults: Fault[] = [
  {
    name: 'a command that does not exist',
    argv: ['tset'],
    exit: 2,
    code: 'unknown_command',
    says: /Did you mean "fluxloop test"\?/,
  },
  {
    name: 'a sub-command that does not exist',
    argv: ['auth', 'logn'],
    exit: 2,
    code: 'unknown_command',
    says: /Did you mean "fluxloop auth login"\?/,
  },
  {
    name: 'a flag that does not exist',
    argv: ['test', '--sanitise'],
    exit: 2,
    code: 'unknown_flag',
    says: /Did you mean --sanitize\?/,
  },
  {
    name: 'a flag before the command',
    argv: ['--sanitize'],
    exit: 2,
    code: 'unknown_flag',
    says: /fluxloop --help/,
  },
  {
    name: 'a number out of range',
    argv: ['test', '--parallel', '0'],
    exit: 2,
    code: 'usage',
    says: /--parallel/i,
  },
  {
    name: 'a duration that is none',
    argv: ['test', '--timeout', 'soon'],
    exit: 2,
    code: 'invalid_duration',
    says: /500ms/,
  },
  {
    name: 'flags that contradict each other',
    files: echoProject(),
    argv: ['test', '--upload', '--skip-upload'],
    exit: 2,
    code: 'upload_contradiction',
    says: /contradict/,
  },
  { name: 'no project', argv: ['test'], exit: 2, code: 'project_not_found', says: /fluxloop init/ },
  {
    name: 'broken YAML',
    files: { 'fluxloop.yaml': 'runner:\n  target: "./agent.ts:run\n' },
    argv: ['test'],
    exit: 2,
    code: 'yaml_syntax',
    says: /fluxloop\.yaml:\d+/,
  },
  {
    name: 'an unknown key under strict',
    files: echoProject({ configuration: 'strict: true\nscenarois: x\n' }),
    argv: ['test'],
    exit: 2,
    code: 'unknown_key',
    says: /scenarios/,
  },
  {
    name: 'a key in the configuration',
    files: { 'fluxloop.yaml': `api:\n  key: "${key}"\n` },
    argv: ['test'],
    exit: 2,
    code: 'literal_api_key',
    says: /FLUXLOOP_API_KEY/,
  },
  {
    name: 'a missing agent file',
    files: { ...echoProject(), 'fluxloop.yaml': 'runner:\n  target: "./src/agent.ts:run"\n' },
    argv: ['test'],
    exit: 2,
    code: 'target_not_found',
    says: /src\/agent\.ts/,
  },
  {
    name: 'a missing file of an agent in a process',
    files: {
      ...echoProject(),
      'fluxloop.yaml': 'runner:\n  process: { command: [node, missing.mjs] }\n',
    },
    argv: ['test'],
    exit: 2,
    code: 'target_not_found',
    says: /missing\.mjs/,
  },
  {
    name: 'a word too many',
    argv: ['config', 'list', 'profile'],
    exit: 2,
    code: 'unexpected_argument',
    says: /"fluxloop config list" takes no "profile"/,
  },
  {
    name: 'a key as an argument',
    argv: ['auth', 'login', key],
    exit: 2,
    code: 'key_in_arguments',
    says: /fluxloop auth login --with-token </,
  },
  {
    name: 'a scenario that does not exist',
    files: echoProject(),
    argv: ['test', '--scenario', 'ecko'],
    exit: 2,
    code: 'scenario_not_found',
    says: /echo/,
  },
  {
    name: 'a file where the results folder should be',
    files: { ...echoProject(), '.fluxloop': '' },
    argv: ['test'],
    exit: 2,
    code: 'folder_not_writable',
    says: /\.fluxloop/,
  },
  {
    name: 'a run that does not exist',
    files: echoProject(),
    argv: ['results', 'show'],
    exit: 5,
    code: 'run_not_found',
    says: /fluxloop test/,
  },
  {
    name: 'an endpoint without TLS',
    argv: ['auth', 'status', '--check', '--endpoint', 'http://fluxloop.example.com'],
    exit: 2,
    code: 'endpoint_insecure',
    says: /https/,
  },
  {
    name: 'no credential',
    files: echoProject(),
    argv: ['test', '--upload'],
    exit: 3,
    code: 'credential_missing',
    says: /fluxloop auth login/,
  },
  {
    name: 'a mistyped key',
    files: echoProject(),
    argv: ['test', '--upload'],
    env: () => ({ FLUXLOOP_API_KEY: `${key}x` }),
    exit: 3,
    code: 'credential_extended',
    says: /FLUXLOOP_API_KEY/,
  },
  {
    name: 'a key that the platform does not accept',
    argv: ['auth', 'status', '--check'],
    env: () => ({ FLUXLOOP_API_KEY: madeUpKey(), FLUXLOOP_API_ENDPOINT: platform.url }),
    exit: 3,
    code: 'credential_revoked',
    says: /not accepted/,
  },
  {
    name: 'a platform that is down',
    argv: ['auth', 'status', '--check'],
    env: () => ({ FLUXLOOP_API_KEY: key, FLUXLOOP_API_ENDPOINT: NOBODY }),
    exit: 4,
    code: 'connection_refused',
    says: /127\.0\.0\.1:9/,
  },
];

describe.each(faults)('$name', ({ files, argv, env, exit, code, says }) => {
  it(`ends with ${exit} and says what to do`, async () => {
    await using here = await workplace(files);
    const { exitCode, stdout, stderr } = await here.run(argv, { env: env?.() ?? {} });
    expect(stderr).toMatch(/^\[ERROR\] /m);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\/dist\/|node:internal/);
    expect({ exitCode, stdout }).toEqual({ exitCode: exit, stdout: '' });
  });

  it(`ends with ${exit} with --json too, and standard output is JSON`, async () => {
    await using here = await workplace(files);
    const run = await here.run([...argv, '--json'], { env: env?.() ?? {} });
    expect(run.exitCode).toBe(exit);
    expect(run.json()).toMatchObject({ error: { code, exit_code: exit } });
  });
});

describe('a test run', () => {
  it('ends with 0 when nobody can judge a case, says what to do, and with a gate for that ends with 10', async () => {
    const files = {
      'agent.mjs': 'export const run = ({ text }) => text;',
      'fluxloop.yaml': 'runner: { target: "./agent.mjs:run" }\n',
      'scenarios/first.yaml': 'inputs: [Hello, { text: Ho, criteria: [{ equals: Ho }] }]\n',
    };
    await using here = await workplace(files);
    const run = await here.run(['test']);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(
      /! 1 passed, 1 could not be judged\.\nTo have them judged, say what/,
    );
    await here.folder.write(
      'fluxloop.yaml',
      `${files['fluxloop.yaml']}gate: { max_unjudged: 0 }\n`,
    );
    const gated = await here.run(['test']);
    expect(gated.exitCode).toBe(10);
    expect(gated.stdout).toContain('✘ 1 of 2 cases went unjudged; none may go so.');
  });

  it('ends with 10 when a case does not pass, with --json too', async () => {
    await using here = await workplace({
      ...echoProject(),
      'scenarios/failing.yaml': FAILING_SCENARIO,
    });
    const plain = await here.run(['test']);
    expect(plain.exitCode).toBe(10);
    expect(plain.stdout).toContain('1 of 3 did not pass');
    expect(plain.stdout).toMatch(/fail +failing +hello +contains/);
    const machine = await here.run(['test', '--json']);
    expect(machine.exitCode).toBe(10);
    expect(machine.json()).toMatchObject({
      failure_count: 1,
      failures: [{ scenario: 'failing', verdict: 'fail' }],
      summary: { totals: { cases: 3, verdicts: { pass: 2, fail: 1 } } },
      upload: null,
    });
  });

  it.each([
    ['ends the process', '() => process.exit(0)', 'The agent called process.exit(0).'],
    [
      'throws where nobody can catch it',
      '() => new Promise(() => { setImmediate(() => { throw new Error("late"); }); })',
      'Error: late',
    ],
  ])('goes on where an agent in process %s', async (_fault, agent, reason) => {
    await using here = await workplace({
      ...echoProject(),
      'agent.mjs': `export const run = ${agent};`,
      'fluxloop.yaml': 'runner:\n  target: "./agent.mjs:run"\n',
    });
    const run = await here.run(['test', '--json']);
    expect(run.exitCode).toBe(10);
    const { summary, failures } = run.json() as {
      summary: { totals: unknown };
      failures: { reason: string }[];
    };
    expect(summary.totals).toMatchObject({ cases: 2, verdicts: { error: 2 } });
    expect(failures.map((failure) => failure.reason).join()).toContain(reason);
  });

  it('ends with 6 and keeps the results when the key may not upload', async () => {
    await using here = await workplace(echoProject());
    platform.refuseWith(
      problem(403, 'scope_missing', 'The key may not write.', 'Create a key with read-write.'),
    );
    try {
      const env = { FLUXLOOP_API_KEY: key, FLUXLOOP_API_ENDPOINT: platform.url };
      const run = await here.run(['test', '--upload'], { env });
      expect(run.exitCode).toBe(6);
      expect(run.stderr).toContain('Create a key with read-write.');
      expect(run.stdout).toMatch(/fluxloop sync upload run_/);
    } finally {
      platform.refuseWith(null);
    }
  });

  it('says both: how the tests went, and how to send the results to the same place again', async () => {
    await using here = await workplace({ ...echoProject(), 'scenarios/no.yaml': FAILING_SCENARIO });
    const words = ['--endpoint', NOBODY, '--project', 'shop'];
    const { stdout } = await here.run(['test', '--upload', ...words], {
      env: { FLUXLOOP_API_KEY: key },
    });
    expect(stdout).toContain('1 of 3 did not pass');
    expect(stdout).toMatch(
      /fluxloop sync upload run_\S+ --project shop --endpoint http:\/\/127\.0\.0\.1:9\n/,
    );
  });

  it('ends with 4 when the upload fails after green tests, but never masks a 10', async () => {
    const env = { FLUXLOOP_API_KEY: key, FLUXLOOP_API_ENDPOINT: NOBODY };
    await using green: Workplace = await workplace(echoProject());
    const passed = await green.run(['test', '--upload', '--json'], { env });
    expect(passed.exitCode).toBe(4);
    expect(passed.json()).toMatchObject({
      upload: { status: 'failed', error: { code: 'connection_refused', exit_code: 4 } },
      summary: { totals: { verdicts: { pass: 2, fail: 0 } } },
    });
    await using red: Workplace = await workplace({
      ...echoProject(),
      'scenarios/failing.yaml': FAILING_SCENARIO,
    });
    expect((await red.run(['test', '--upload'], { env })).exitCode).toBe(10);
  });
});
