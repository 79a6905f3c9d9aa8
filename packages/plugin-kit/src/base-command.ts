import type { ExitCode } from '@fluxloop/core/errors';
import { Command } from '@oclif/core/command';
import { ExitError } from '@oclif/core/errors';
import type * as Interfaces from '@oclif/core/interfaces';
import { type CommandContext, createCommandContext } from './command-context.js';
import { CommandFailure } from './command-failure.js';
import { revealArgument } from './concealed-arguments.js';
import { type ErrorReport, reportError } from './error-report.js';
import { concealKeys } from './key-text.js';
import { type OutputMode, outputMode } from './output-mode.js';
import { sharedFlags } from './shared-flags.js';
import { type Surroundings, surroundings } from './surroundings.js';

/** The flags of the command class `C`, the shared ones included. */
export type CommandFlags<C extends typeof Command> = Interfaces.InferredFlags<
  typeof sharedFlags & C['flags']
>;

/** The arguments of the command class `C`. */
export type CommandArguments<C extends typeof Command> = Interfaces.InferredArgs<C['args']>;

/**
 * What every FluxLoop command extends: `class Hello extends BaseCommand<typeof Hello, Greeting>`.
 *
 * A command's `run()` does the work and returns its result, always an object. With `--json` the
 * result is printed as it is; without, `render(result)` prints it for people. Errors are thrown,
 * and shown here: as text on standard error, or as `{ "error": … }` on standard output with
 * `--json`, with the same exit code either way.
 */
export abstract class BaseCommand<C extends typeof Command, Result extends object> extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = sharedFlags;

  protected flags!: CommandFlags<C>;
  protected args!: CommandArguments<C>;
  /** The streams, the environment and the folder; never `process` itself, so that tests can set them. */
  protected surroundings: Surroundings = surroundings();
  /** Human or machine, colour, width. */
  protected mode: OutputMode = this.earlyMode();

  #context: CommandContext | undefined;
  readonly #warned = new Set<string>();

  /** Does the work. Print nothing here but progress; give back what there is to show. */
  abstract override run(): Promise<Result>;

  /** Prints the result for people, on standard output. It is not called with `--json`. */
  protected abstract render(result: Result): void | Promise<void>;

  /** The project's configuration, credential, client and sanitizer, each made when it is asked for. */
  protected context(): CommandContext {
    const { 'api-key': apiKey, profile, endpoint } = this.flags;
    this.#context ??= createCommandContext({
      surroundings: this.surroundings,
      flags: {
        ...(apiKey === undefined ? {} : { apiKey: revealArgument(apiKey) }),
        ...(profile === undefined ? {} : { profile }),
        ...(endpoint === undefined ? {} : { endpoint }),
      },
      userAgent: this.userAgent,
      onWarning: (message) => this.warn(message),
      ...(this.mode.verbose ? { onRetry: (message: string) => this.warn(message) } : {}),
    });
    return this.#context;
  }

  /** What the program calls itself towards the platform: `fluxloop/1.2.0`. */
  protected get userAgent(): string {
    return `${this.config.bin}/${this.config.version}`;
  }

  /** Ends the process with this code although the command gives a result: tests failed, say. */
  protected endWith(code: ExitCode): void {
    this.surroundings.setExitCode(code);
  }

  /** Writes text for people to standard output; nothing is added to it. */
  protected print(text: string): void {
    this.surroundings.stdout.write(text);
  }

  /**
   * Writes one event as one line of JSON, for commands that go on for long (`application/x-ndjson`).
   * It does nothing without `--json`.
   */
  protected printEvent(event: object): void {
    if (this.mode.json) this.surroundings.stdout.write(`${JSON.stringify(event)}\n`);
  }

  /** Tells a person something on standard error, once; standard output stays clean for `--json`. */
  override warn(input: Error | string): Error | string {
    const text = concealKeys(
      typeof input === 'string' ? input : input.message,
      this.surroundings.env,
    );
    if (!this.#warned.has(text)) {
      this.#warned.add(text);
      this.surroundings.stderr.write(`${this.mode.stderr.paint('yellow', '[WARN]')} ${text}\n`);
    }
    return input;
  }

  override async init(): Promise<void> {
    await super.init();
    const { flags, args } = await this.parse(this.ctor);
    this.flags = flags as CommandFlags<C>;
    this.args = args as CommandArguments<C>;
    this.mode = outputMode(
      { json: this.jsonEnabled(), verbose: this.flags.verbose, color: this.flags.color },
      this.surroundings,
    );
    if (this.flags['api-key'] !== undefined && this.flags['api-key'] !== '-') {
      this.warn(
        'A key on the command line can be seen in process lists and in the shell history. Use FLUXLOOP_API_KEY, or --api-key - and standard input.',
      );
    }
  }

  /** oclif's own life cycle, and then the rendering for people. */
  protected override async _run<T>(): Promise<T> {
    const result = await super._run<T & Result>();
    if (this.mode.json) return result;
    try {
      await this.render(result);
    } catch (error) {
      await this.catch(error);
    }
    return result;
  }

  /**
   * Shows an error and ends the command with its exit code.
   *
   * oclif would turn every exit code into 1 with `--json`, and print all properties of the error.
   */
  protected override async catch(error: unknown): Promise<never> {
    if (error instanceof ExitError) throw error;
    const report = this.report(error);
    await this.showError(report);
    throw new CommandFailure(report);
  }

  /** What `--json` would print of an error; for results that hold one. */
  protected report(error: unknown): ErrorReport {
    return reportError(error, {
      env: this.surroundings.env,
      verbose: this.mode.verbose,
      helpCommand: `${this.config.bin} ${(this.id ?? '').replaceAll(':', ' ')} --help`,
    });
  }

  /** Prints a report where errors belong: standard output with `--json`, else standard error. */
  protected async showError(report: ErrorReport): Promise<void> {
    if (this.mode.json) {
      this.logJson({ error: report });
      return;
    }
    const { formatError } = await import('./rendering/format-error.js');
    this.surroundings.stderr.write(formatError(report, this.mode.stderr));
  }

  /** One JSON document on standard output, the same in a terminal and in a pipe. */
  override logJson(json: unknown): void {
    this.surroundings.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
  }

  /** An error in the flags themselves is shown by what was typed, before anything is parsed. */
  private earlyMode(): OutputMode {
    const typed = (word: string): boolean => {
      const end = this.argv.indexOf('--');
      return (end === -1 ? this.argv : this.argv.slice(0, end)).includes(word);
    };
    return outputMode(
      {
        json: this.jsonEnabled(),
        verbose: typed('--verbose'),
        ...(typed('--color') ? { color: true } : {}),
        ...(typed('--no-color') ? { color: false } : {}),
      },
      this.surroundings,
    );
  }
}
