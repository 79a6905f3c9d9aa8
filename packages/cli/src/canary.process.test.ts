import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { echoProject, ensureBuilt, type Workplace, workplace } from './built-cli.test-support.js';
import { FAULTS, type Fault, startFaultyPlatform } from './faulty-platform.test-support.js';
import { madeUpKey } from './made-up-keys.test-support.js';

/**
 * What is typed after each command. A command that is new fails the first test below until it has a
 * line here.
 */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'apikeys:create': ['--name', 'canary'],
  'apikeys:info': [],
  'apikeys:list': [],
  'apikeys:revoke': ['5f2b0a4e-3c1d-4e8f-9a6b-7c8d9e0f1a2b', '--yes'],
  'apikeys:rotate': [],
  'auth:login': ['--with-token'],
  'auth:logout': ['--all'],
  'auth:refresh': [],
  'auth:status': ['--check'],
  'auth:token': [],
  'auth:whoami': [],
  'config:get': ['profile'],
  'config:list': [],
  'config:path': [],
  'config:set': ['project', 'support-bot'],
  'config:unset': ['project'],
  doctor: [],
  'import:csv': ['nothing.csv'],
  'import:jsonl': ['nothing.jsonl'],
  'import:openai': ['nothing.jsonl'],
  'import:promptfoo': ['nothing.yaml'],
  init: ['new-project'],
  'inputs:add': ['Where is my order?'],
  'inputs:generate': ['--count', '3'],
  'inputs:list': [],
  'inputs:validate': [],
  plugins: [],
  'plugins:install': ['./nothing.tgz', '--yes'],
  'plugins:link': ['nothing'],
  'plugins:uninstall': ['nothing'],
  'plugins:update': [],
  'projects:create': ['support-bot'],
  'projects:list': [],
  'projects:use': ['support-bot'],
  'results:compare': ['latest', 'latest'],
  'results:delete': ['latest', '--yes'],
  'results:export': ['--report', 'json'],
  'results:list': [],
  'results:merge': ['latest', '--out', 'merged'],
  'results:show': [],
  'scenarios:create': ['echo'],
  'scenarios:delete': ['echo', '--yes'],
  'scenarios:list': [],
  'scenarios:show': ['echo'],
  sync: ['--yes'],
  'sync:pull': ['--yes'],
  'sync:status': [],
  schema: ['scenario'],
  'sync:upload': [],
  test: ['--upload', '--report', 'github'],
};

/** The one command that is there to print the credential, on standard output only. */
const PRINTS_IT = 'auth:token';

interface Manifest {
  commands: Record<string, unknown>;
}

beforeAll(ensureBuilt);

const manifest = (): Manifest =>
  JSON.parse(readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8'));

it('the canary goes through every command that there is', () => {
  expect(Object.keys(ARGUMENTS).sort()).toEqual(Object.keys(manifest().commands).sort());
});

/** Secrets that a command works with, all new: whatever is found was leaked by this very run. */
function canaries() {
  return {
    key: madeUpKey('api'),
    typed: madeUpKey('sa'),
    piped: madeUpKey('api'),
    session: madeUpKey('at'),
    refresh: madeUpKey('refresh'),
  };
}
type Canaries = ReturnType<typeof canaries>;

/** The whole secret, its middle, and what logs make of it. */
function formsOf(secret: string): string[] {
  const middle = secret.slice(12, 28);
  return [
    middle,
    Buffer.from(secret).toString('base64').slice(4, 30),
    Buffer.from(`Bearer ${secret}`).toString('base64').slice(12, 40),
    Buffer.from(middle).toString('hex'),
  ];
}

function expectNowhere(text: string, secrets: Canaries, where: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    for (const form of formsOf(secret)) {
      if (text.includes(form))
        throw new Error(`The ${name} is in ${where}:\n${text.slice(0, 2_000)}`);
    }
  }
}

/** A project with a finished run, and a home that is signed in; a platform that refuses makes it renew. */
async function place(endpoint: string, secrets: Canaries, run: string): Promise<Workplace> {
  const here = await workplace({ ...echoProject(), 'tmp/.keep': '' });
  const home = join(here.folder.path, 'home');
  writeFileSync(
    join(home, 'credentials'),
    JSON.stringify({
      default_profile: 'default',
      profiles: {
        default: {
          access_token: secrets.session,
          refresh_token: secrets.refresh,
          expires_at: '2999-01-01T00:00:00Z',
          api_endpoint: endpoint,
        },
      },
    }),
    { mode: 0o600 },
  );
  // A run to upload and to show, made once and copied.
  for (const file of readdirSync(run, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const from = join(file.parentPath, file.name);
    const to = join(here.folder.path, '.fluxloop', from.slice(run.length));
    mkdirSync(join(to, '..'), { recursive: true });
    writeFileSync(to, readFileSync(from));
  }
  return here;
}

/** Every file but the credentials, as one text with the names. */
function filesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file !== join(folder, 'home', 'credentials'))
    .map((file) => `${file}\n${readFileSync(file, 'latin1')}`)
    .join('\n');
}

/** What `ps` would show of a process, on systems where that can be read. */
function titleOf(pid: number | undefined): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

async function send(
  command: string,
  fault: Fault,
  way: {
    argv: (secrets: Canaries) => string[];
    env: (secrets: Canaries) => Record<string, string>;
  },
  run: string,
): Promise<void> {
  const secrets = canaries();
  const platform = await startFaultyPlatform(fault);
  await using here = await place(platform.url, secrets, run);
  const { path } = here.folder;
  try {
    const running = here.start(
      [...command.split(':'), ...(ARGUMENTS[command] ?? []), ...way.argv(secrets)],
      {
        stdin: `${secrets.piped}\n`,
        env: {
          DEBUG: '*',
          TMPDIR: join(path, 'tmp'),
          XDG_CACHE_HOME: join(path, 'cache'),
          XDG_STATE_HOME: join(path, 'state'),
          // The endpoint of the profile is the platform's; keys of variables follow it.
          ...way.env(secrets),
        },
      },
    );
    let titles = '';
    platform.onRequest = () => {
      titles += titleOf(running.child.pid);
      // Nobody waits for a platform that says nothing; a person presses Ctrl-C.
      if (fault === 'silence') setTimeout(() => running.child.kill('SIGINT'), 100);
    };
    const { stdout, stderr } = await running.finished;
    expect(stderr).toContain('oclif');
    expectNowhere(command === PRINTS_IT ? '' : stdout, secrets, 'standard output');
    expectNowhere(stderr, secrets, 'standard error');
    expectNowhere(titles, secrets, 'the process title');
    expectNowhere(platform.requestLines.join('\n'), secrets, 'an address');
    expectNowhere(filesOf(path), secrets, 'a file');
  } finally {
    await platform.close();
  }
}

/** The faults whose answers repeat the credential in the most ways: every command meets them. */
const TELLING: readonly Fault[] = ['status 401', 'malformed answer'];
const OTHERS = FAULTS.filter((fault) => !TELLING.includes(fault));
const EXHAUSTIVE = process.env.FLUXLOOP_CANARY_EXHAUSTIVE !== undefined;

/** Of the other faults each command meets one, and each fault a share of the commands. */
function commandsThatMeet(fault: Fault): string[] {
  return Object.keys(manifest().commands).filter(
    (_, index) =>
      EXHAUSTIVE || TELLING.includes(fault) || index % OTHERS.length === OTHERS.indexOf(fault),
  );
}

/** How a credential reaches a command. */
const WAYS = {
  'a stored session, with --json': {
    faults: FAULTS,
    argv: () => ['--json'],
    env: () => ({}),
  },
  'a key in the environment, with --verbose': {
    faults: EXHAUSTIVE ? FAULTS : TELLING.slice(0, 1),
    argv: () => ['--verbose'],
    env: ({ key }: Canaries) => ({ FLUXLOOP_API_KEY: key }),
  },
  'a key on the command line, with --json --verbose': {
    faults: EXHAUSTIVE ? FAULTS : TELLING.slice(1),
    argv: ({ typed }: Canaries) => ['--api-key', typed, '--json', '--verbose'],
    env: ({ key }: Canaries) => ({ FLUXLOOP_TOKEN: key }),
  },
};

describe.each(Object.entries(WAYS))('the canary as %s', (_, way) => {
  it.each(way.faults)(
    'is in no output, file, title or address of a command: %s',
    async (fault) => {
      await using made = await workplace(echoProject());
      expect((await made.run(['test'])).exitCode).toBe(0);
      const run = join(made.folder.path, '.fluxloop');
      const next = commandsThatMeet(fault)[Symbol.iterator]();
      // Two at a time: each is a process of its own.
      await Promise.all(
        [0, 1].map(async () => {
          for (const command of next) await send(command, fault, way, run);
        }),
      );
    },
    240_000,
  );
});

it('the search for the canary finds one that is there', () => {
  const secrets = canaries();
  expect(() => expectNowhere(`Bearer ${secrets.key}`, secrets, 'this')).toThrow(
    'The key is in this',
  );
  const encoded = Buffer.from(`Bearer ${secrets.session}`).toString('base64');
  expect(() => expectNowhere(encoded, secrets, 'this')).toThrow('The session is in this');
});
