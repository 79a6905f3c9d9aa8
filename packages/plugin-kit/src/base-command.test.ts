import {
  AuthenticationError,
  ConfigurationError,
  ExitCode,
  UsageError,
} from '@fluxloop/core/errors';
import { Args, Flags } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { BaseCommand } from './base-command.js';
import { type RunnableCommand, runCommand } from './testing/index.js';

interface Greeting {
  greeting: string;
}

class Greet extends BaseCommand<typeof Greet, Greeting> {
  static override args = { name: Args.string({ required: true }) };
  static override flags = { shout: Flags.boolean() };

  async run(): Promise<Greeting> {
    const greeting = `Hello, ${this.args.name}`;
    return { greeting: this.flags.shout ? greeting.toUpperCase() : greeting };
  }

  protected render({ greeting }: Greeting): void {
    this.print(`${greeting}\n`);
  }
}

/** A command that throws what it is given. */
function failingWith(error: unknown): RunnableCommand {
  return class Fail extends BaseCommand<typeof Fail, object> {
    async run(): Promise<object> {
      throw error;
    }
    protected render(): void {
      throw new Error('a failed command has nothing to render');
    }
  };
}

const key = ['flx', 'api', 'k'.repeat(33)].join('_');

describe('a command that succeeds', () => {
  it('renders its result for people', async () => {
    const { stdout, stderr, exitCode } = await runCommand(Greet, ['Ada', '--shout']);
    expect(stdout).toBe('HELLO, ADA\n');
    expect(stderr).toBe('');
    expect(exitCode).toBe(ExitCode.success);
  });

  it('prints the result itself with --json, and nothing else on standard output', async () => {
    const run = await runCommand(Greet, ['Ada', '--json']);
    expect(run.json()).toEqual({ greeting: 'Hello, Ada' });
  });

  it('can give a result and still end with another code', async () => {
    class HalfGood extends BaseCommand<typeof HalfGood, object> {
      async run(): Promise<object> {
        this.endWith(ExitCode.testsFailed);
        return { passed: 1, failed: 1 };
      }
      protected render(): void {
        this.print('1 failed\n');
      }
    }
    expect(await runCommand(HalfGood)).toMatchObject({ exitCode: 10, stdout: '1 failed\n' });
    const machine = await runCommand(HalfGood, ['--json']);
    expect(machine.exitCode).toBe(10);
    expect(machine.json()).toEqual({ passed: 1, failed: 1 });
  });
});

describe('a command that fails', () => {
  const missing = new AuthenticationError('credential_missing', 'You are not signed in.', {
    hint: 'Run: fluxloop auth login',
  });

  it('says what happened and what to type next, on standard error', async () => {
    const { stdout, stderr, exitCode } = await runCommand(failingWith(missing));
    expect(exitCode).toBe(ExitCode.authentication);
    expect(stdout).toBe('');
    expect(stderr).toBe('[ERROR] You are not signed in.\n→ Run: fluxloop auth login\n');
  });

  it('prints the same as JSON on standard output, with the same exit code', async () => {
    const run = await runCommand(failingWith(missing), ['--json']);
    expect(run.exitCode).toBe(ExitCode.authentication);
    expect(run.stderr).toBe('');
    expect(run.json()).toEqual({
      error: {
        code: 'credential_missing',
        message: 'You are not signed in.',
        hint: 'Run: fluxloop auth login',
        exit_code: 3,
      },
    });
  });

  it('points at the place in the file', async () => {
    const error = new ConfigurationError('invalid_value', 'parallel is not a number.', {
      location: { file: 'fluxloop.yaml', line: 12, column: 11, excerpt: 'parallel: many' },
    });
    const { stderr, exitCode } = await runCommand(failingWith(error));
    expect(exitCode).toBe(ExitCode.usage);
    expect(stderr).toBe(
      [
        '[ERROR] parallel is not a number.',
        '  at fluxloop.yaml:12:11',
        '  12 | parallel: many',
        '     |           ^',
        '',
      ].join('\n'),
    );
  });

  it('shows a stack and the causes only with --verbose', async () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const quiet = await runCommand(failingWith(error));
    expect(quiet.exitCode).toBe(ExitCode.unexpected);
    expect(quiet.stderr).toContain('[ERROR] outer');
    expect(quiet.stderr).toContain('--verbose');
    expect(quiet.stderr).not.toContain('base-command.test');
    const verbose = await runCommand(failingWith(error), ['--verbose']);
    expect(verbose.stderr).toContain('base-command.test');
    expect(verbose.stderr).toContain('caused by Error: inner');
  });

  it.each([[[]], [['--json']], [['--verbose']], [['--json', '--verbose']]])(
    'shows no secret that a message, a cause or a property holds (%j)',
    async (flags) => {
      const error = Object.assign(new Error(`refused ${key}`, { cause: new Error(key) }), {
        headers: { authorization: `Bearer ${key}` },
      });
      const { stdout, stderr } = await runCommand(failingWith(error), flags);
      expect(stdout + stderr).toContain('refused flx_api_***');
      expect(stdout + stderr).not.toContain(key);
      expect(stdout + stderr).not.toContain('Bearer');
    },
  );

  it('shows no value of a credential variable, whoever issued it', async () => {
    const foreign = ['sk', 'x'.repeat(20)].join('-');
    const { stderr } = await runCommand(failingWith(new Error(`bad token ${foreign}`)), [], {
      env: { FLUXLOOP_TOKEN: foreign },
    });
    expect(stderr).toContain('bad token ***');
    expect(stderr).not.toContain(foreign);
  });

  it('takes an unknown flag for a usage error and guesses what was meant', async () => {
    const run = await runCommand(Greet, ['Ada', '--shuot', '--json']);
    expect(run.exitCode).toBe(ExitCode.usage);
    expect(run.json()).toMatchObject({
      error: { code: 'unknown_flag', message: 'There is no flag --shuot.', exit_code: 2 },
    });
    expect(run.error?.hint).toContain('Did you mean --shout?');
  });

  it('takes a missing argument for a usage error, without colours of oclif', async () => {
    const run = await runCommand(Greet, []);
    expect(run.exitCode).toBe(ExitCode.usage);
    expect(run.stderr).toContain('[ERROR] NAME is missing.\n→ See');
    expect(run.stderr).not.toContain('\u001B');
  });

  it('takes a missing flag for a usage error, in the same words', async () => {
    class Write extends BaseCommand<typeof Write, object> {
      static override flags = { 'out-file': Flags.string({ required: true }) };
      async run() {
        return this.flags;
      }
      protected render() {}
    }
    const run = await runCommand(Write, ['--json']);
    expect(run.json()).toMatchObject({
      error: { code: 'usage', message: '--out-file is missing.', exit_code: 2 },
    });
  });

  it('says what is wrong with a value in one line, whoever checks it', async () => {
    class Take extends BaseCommand<typeof Take, object> {
      static override flags = {
        count: Flags.integer({ min: 1 }),
        time: Flags.custom<number>({
          parse: async () => {
            throw new UsageError('invalid_time', '--time is not a time.', { hint: 'Write 30s.' });
          },
        })(),
      };
      async run(): Promise<object> {
        return {};
      }
      protected render(): void {}
    }
    const count = await runCommand(Take, ['--count', 'many']);
    expect(count.error?.message).toBe('--count: expected an integer but received: many');
    const time = await runCommand(Take, ['--time', 'soon']);
    expect(time.stderr).toBe('[ERROR] --time is not a time.\n→ Write 30s.\n');
  });

  it('takes a place that may not be written to for a question of usage', async () => {
    const error = Object.assign(new Error('EROFS: read-only file system, open /x'), {
      code: 'EROFS',
      syscall: 'open',
      path: '/x',
    });
    const run = await runCommand(failingWith(error));
    expect(run.exitCode).toBe(ExitCode.usage);
    expect(run.stderr).toContain('→ The file system is read-only.');
  });

  it('reports a defect in the rendering too', async () => {
    class Broken extends BaseCommand<typeof Broken, object> {
      async run(): Promise<object> {
        return {};
      }
      protected render(): void {
        throw new Error('no such field');
      }
    }
    expect(await runCommand(Broken)).toMatchObject({ exitCode: 1 });
    expect(await runCommand(Broken, ['--json'])).toMatchObject({ exitCode: 0 });
  });
});

describe('what a command may know of secrets', () => {
  it('warns that a key on the command line can be seen', async () => {
    const { stderr, stdout } = await runCommand(Greet, ['Ada', '--api-key', key]);
    expect(stderr).toContain('[WARN] A key on the command line can be seen in process lists');
    expect(stderr + stdout).not.toContain(key);
  });

  it('does not warn of --api-key -, which reads standard input', async () => {
    const { stderr } = await runCommand(Greet, ['Ada', '--api-key', '-'], { stdin: key });
    expect(stderr).toBe('');
  });
});

describe('colour', () => {
  const failed = failingWith(new Error('no'));
  const terminal = { columns: 80 };

  it.each([
    ['a terminal', [], {}, terminal, true],
    ['a pipe', [], {}, undefined, false],
    ['NO_COLOR in a terminal', [], { NO_COLOR: '1' }, terminal, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, terminal, true],
    ['FORCE_COLOR in a pipe', [], { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0 in a terminal', [], { FORCE_COLOR: '0' }, terminal, false],
    ['--no-color over FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, terminal, false],
    ['a dumb terminal', [], { TERM: 'dumb' }, terminal, false],
  ])('%s', async (_name, argv, env, terminal, colored) => {
    const { stderr } = await runCommand(failed, argv, {
      env,
      ...(terminal === undefined ? {} : { terminal }),
    });
    expect(stderr.includes('\u001B[')).toBe(colored);
  });
});
