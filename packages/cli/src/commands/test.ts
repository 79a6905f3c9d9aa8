import type { FluxLoopClient } from '@fluxloop/core/client';
import { ConfigurationError, ExitCode } from '@fluxloop/core/errors';
import { shellWord } from '@fluxloop/core/notation';
import { BaseCommand, Flags, printableLine } from '@fluxloop/plugin-kit';
import { durationFlag } from '../duration-flag.js';
import { installedPlugins } from '../plugins/installed-plugins.js';
import { reportFlags } from '../reports/report-flags.js';
import { requestedReports } from '../reports/wanted-reports.js';
import { writeRunReports } from '../reports/write-run-reports.js';
import { confirmRawUpload } from '../runs/confirm.js';
import { projectName } from '../runs/project-name.js';
import type { TestResult, UploadOutcome } from '../runs/test-result.js';
import { wantsUpload } from '../runs/upload-choice.js';
import { chosenShard } from '../shards/chosen-shard.js';

interface PreparedUpload {
  project: string;
  client: FluxLoopClient;
  sanitize: boolean;
}

/** What `fluxloop test --watch` gives once it is ended. */
interface WatchedTests {
  /** How often the tests ran. */
  rounds: number;
}

/** `fluxloop test`. */
export default class Test extends BaseCommand<typeof Test, TestResult | WatchedTests> {
  static override summary = 'Run the scenarios against your agent.';
  static override description =
    'Results stay on this machine unless --upload is typed or test.auto_upload is configured; what is uploaded is sanitized first. Ends with 0 when no case fails or breaks down, 10 when one does, 130 after Ctrl-C; what nobody can judge is told, and decides nothing. With gate: in fluxloop.yaml or --baseline the gate decides between 0 and 10, and with --shard it waits for results merge.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --sanitize --upload',
    '<%= config.bin %> <%= command.id %> --scenario refunds --iterations 5',
    '<%= config.bin %> <%= command.id %> --resume',
    '<%= config.bin %> <%= command.id %> --shard 2/8',
    '<%= config.bin %> <%= command.id %> --baseline latest',
    '<%= config.bin %> <%= command.id %> --report html=report.html --report junit=junit.xml',
  ];

  static override flags = {
    scenario: Flags.string({
      summary: 'Run only this scenario; may be repeated.',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    parallel: Flags.integer({ summary: 'Cases at the same time.', min: 1, max: 1000 }),
    iterations: Flags.integer({ summary: 'How often each case runs.', min: 1, max: 1000 }),
    timeout: durationFlag({ summary: 'The longest that one case may take: 30s, 2m.' }),
    resume: Flags.string({
      summary: 'Continue a run that was interrupted; the latest by default.',
      helpValue: 'RUN',
    }),
    shard: Flags.string({
      summary: 'Run only a part of the cases: 2/8. CI systems that count their jobs choose it.',
      helpValue: 'I/N',
    }),
    baseline: Flags.string({
      summary: 'Fail when it is worse than this run, file of rows, or latest.',
      helpValue: 'RUN',
    }),
    watch: Flags.boolean({
      summary: 'Run again whenever scenarios, configuration or agent change.',
    }),
    sanitize: Flags.boolean({
      summary: 'Sanitize what is stored here too; --no-sanitize also sends it raw.',
      allowNo: true,
    }),
    upload: Flags.boolean({ summary: 'Upload the results to the platform.', allowNo: true }),
    'skip-upload': Flags.boolean({
      summary: 'The same as --no-upload; no request is made at all.',
      allowNo: true,
    }),
    ...reportFlags,
    project: Flags.string({ summary: 'The project to upload to.', helpValue: 'SLUG' }),
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  override async init(): Promise<void> {
    this.argv = withResumeValue(this.argv);
    await super.init();
  }

  async run(): Promise<TestResult | WatchedTests> {
    const context = this.context();
    const { file, root, configuration } = await context.project();
    if (file === null) throw noProject(root);
    if (this.flags.watch) return this.#watch(root);
    const upload = wantsUpload(this.flags, configuration.test.auto_upload)
      ? await this.#prepareUpload(configuration)
      : null;
    const sanitizer = await context.sanitizer();
    const { findRun, openGate, REPORT_FORMATS, refreshSchemas, runTests } = await import(
      '@fluxloop/runner'
    );
    const { cwd } = this.surroundings;
    const shard = await chosenShard({
      typed: this.flags.shard,
      resumed: this.flags.resume !== undefined,
      configured: configuration.test.shards,
      env: this.surroundings.env,
      onNotice: (message) => this.warn(message),
    });
    const { resume, baseline } = this.flags;
    const except = resume === undefined ? undefined : (await findRun(root, resume)).runId;
    const gate = await openGate({ root, cwd, gate: configuration.gate, baseline, except });
    const reports = requestedReports(this.flags.report ?? [], { formats: REPORT_FORMATS, cwd });
    const { RunProgress } = await import('../runs/run-progress.js');
    const progress = new RunProgress({
      stream: this.surroundings.stderr,
      mode: this.mode,
      onWarning: (message) => this.warn(message),
    });
    const plugins = await installedPlugins(this.config);
    const signal = this.surroundings.interruption();
    this.surroundings.reserveStandardOutput();
    const {
      runId,
      folder,
      summary,
      interrupted,
      shard: part,
      judge,
    } = await runTests({
      root,
      configuration,
      sanitizer,
      ...(this.flags.sanitize !== undefined && { sanitizeStored: this.flags.sanitize }),
      ...(this.flags.scenario && { scenarios: this.flags.scenario }),
      ...(this.flags.parallel && { parallel: this.flags.parallel }),
      ...(this.flags.iterations && { iterations: this.flags.iterations }),
      ...(this.flags.timeout && { timeoutMs: this.flags.timeout }),
      ...(this.flags.resume && { resume: this.flags.resume }),
      ...(shard !== undefined && { shard }),
      plugins,
      env: this.surroundings.env,
      signal,
      onEvent: progress.follow,
    }).finally(() => progress.end());
    // They are not in git: whoever cloned the project has them from now on. Tests do not need them.
    await refreshSchemas(root, plugins).catch(() => undefined);
    const judged = configuration.gate !== undefined || baseline !== undefined;
    // A part of the cases is held against nothing that is asked of all of them.
    const checked =
      judged && part === null && !interrupted ? await gate.check({ folder, summary }) : null;
    const result: TestResult = {
      run_id: runId,
      folder,
      summary,
      interrupted,
      shard: part,
      gate: checked?.result ?? null,
      comparison: checked?.comparison ?? null,
      judge,
      resume_command: interrupted ? this.#resumeCommand(runId) : null,
      failures: progress.failures.first,
      failure_count: progress.failures.count,
      reports: await writeRunReports({
        requested: reports,
        run: { runId, folder },
        raw: this.flags.raw,
        plugins,
        context,
        surroundings: this.surroundings,
        describe: (error) => this.report(error),
      }),
      upload: null,
    };
    if (upload !== null && !interrupted) {
      result.upload = await this.#upload(upload, { runId, folder }, signal);
    }
    this.#endWithOutcome(result, judged, signal);
    return result;
  }

  protected async render(result: TestResult | WatchedTests): Promise<void> {
    if ('rounds' in result) return;
    const { formatTestResult } = await import('../runs/format-test-result.js');
    const { withoutWorkflowCommands } = await import('../reports/workflow-commands.js');
    const text = formatTestResult(result, this.mode.stdout);
    this.print(this.surroundings.env.GITHUB_ACTIONS ? withoutWorkflowCommands(text) : text);
    if (result.upload?.status === 'failed') await this.showError(result.upload.error);
    for (const report of result.reports) {
      if (report.status === 'failed') await this.showError(report.error);
    }
  }

  /** Each round is a process of its own, which shows its result itself. */
  async #watch(root: string): Promise<WatchedTests> {
    const { watchArguments } = await import('../watch/watch-arguments.js');
    const argv = watchArguments(this.argv, this.flags);
    const { runTestProcess } = await import('../watch/test-process.js');
    const { watchTests } = await import('../watch/watch-tests.js');
    const { cwd, env, stderr } = this.surroundings;
    const signal = this.surroundings.interruption();
    const tell = (text: string) => stderr.write(`${this.mode.stderr.paint('dim', text)}\n`);
    const rounds = await watchTests({
      root,
      run: (round) => runTestProcess({ argv, cwd, env, signal: round }),
      onChange: (files) => tell(`\n${describeChange(files)}`),
      onIdle: () => tell('\nWaiting for changes; Ctrl-C ends.'),
      onWarning: (message) => this.warn(message),
      signal,
    });
    this.endWith(ExitCode.interrupted);
    return { rounds };
  }

  /** All that can be wrong with an upload before a request is made is found before the agent runs. */
  async #prepareUpload(configuration: { project?: string | undefined }): Promise<PreparedUpload> {
    const context = this.context();
    const project = await projectName({
      typed: this.flags.project,
      configuration,
      home: await context.home(),
    });
    const client = await context.client();
    const sanitize = this.flags.sanitize !== false;
    if (!sanitize) {
      await confirmRawUpload({
        yes: this.flags.yes,
        canAsk: this.mode.canAsk,
        endpoint: client.endpoint,
        surroundings: this.surroundings,
      });
    }
    return { project, client, sanitize };
  }

  async #upload(
    upload: PreparedUpload,
    { runId, folder }: { runId: string; folder: string },
    signal: AbortSignal,
  ): Promise<UploadOutcome> {
    const { uploadRun } = await import('@fluxloop/runner');
    const { followUpload } = await import('../runs/upload-progress.js');
    const { follow, end } = followUpload(this.surroundings.stderr, this.mode);
    try {
      const sanitizer = await this.context().sanitizer();
      const uploaded = await uploadRun({ ...upload, folder, sanitizer, signal, onEvent: follow });
      return { status: 'uploaded', ...uploaded };
    } catch (error) {
      return {
        status: 'failed',
        error: this.report(error),
        retry_command: this.#retryCommand(runId),
      };
    } finally {
      end();
    }
  }

  /** The run knows its scenarios and iterations; what is done with it afterwards is typed again. */
  #resumeCommand(runId: string): string {
    const upload = wantsUpload(this.flags, false);
    const words = [
      ...(upload ? ['--upload'] : []),
      ...(upload && this.flags.sanitize === false ? ['--no-sanitize'] : []),
      ...this.#destination(),
      ...(this.flags.report ?? []).map((report) => `--report ${shellWord(report)}`),
      ...(this.flags.raw ? ['--raw'] : []),
      ...(this.flags.baseline === undefined
        ? []
        : [`--baseline ${shellWord(this.flags.baseline)}`]),
    ];
    return ['fluxloop test --resume', runId, ...words].join(' ');
  }

  /** The same upload again, without the tests. */
  #retryCommand(runId: string): string {
    const words = this.flags.sanitize === false ? ['--no-sanitize'] : [];
    return ['fluxloop sync upload', runId, ...words, ...this.#destination()].join(' ');
  }

  /** What was typed of where the results go; never the key. */
  #destination(): string[] {
    const { project, profile, endpoint } = this.flags;
    return Object.entries({ project, profile, endpoint }).flatMap(([flag, value]) =>
      value === undefined ? [] : [`--${flag}`, shellWord(value)],
    );
  }

  /** @param judged - whether a gate decides, be it here or once the shards are merged */
  #endWithOutcome(result: TestResult, judged: boolean, signal: AbortSignal): void {
    const { interrupted, summary, upload, reports, gate } = result;
    const unwritten = reports.find((report) => report.status === 'failed');
    const { fail, error } = summary.totals.verdicts;
    const missed = (summary.criteria ?? []).some(
      ({ verdict, weight }) => verdict === 'fail' && weight > 0,
    );
    const failed = missed || (judged ? gate?.passed === false : fail + error > 0);
    if (interrupted || signal.aborted) this.endWith(ExitCode.interrupted);
    else if (failed) this.endWith(ExitCode.testsFailed);
    else if (upload?.status === 'failed') this.surroundings.setExitCode(upload.error.exit_code);
    else if (unwritten !== undefined) this.surroundings.setExitCode(unwritten.error.exit_code);
  }
}

function describeChange([first = '', ...others]: readonly string[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${printableLine(first)}${more} changed.`;
}

/** `--resume` alone means the latest run; oclif knows no flag whose value may be left out. */
function withResumeValue(argv: readonly string[]): string[] {
  return argv.map((word, index) => {
    const next = argv[index + 1];
    const hasValue = next !== undefined && /^(?:run_|latest$)/.test(next);
    return word === '--resume' && !hasValue ? '--resume=latest' : word;
  });
}

function noProject(folder: string): ConfigurationError {
  return new ConfigurationError(
    'project_not_found',
    `There is no fluxloop.yaml in ${folder} or above.`,
    {
      hint: 'Start a project: fluxloop init',
    },
  );
}
