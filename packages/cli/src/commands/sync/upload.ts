import { Args, BaseCommand, type ErrorReport, Flags } from '@fluxloop/plugin-kit';
import type { SyncOutcome } from '@fluxloop/runner';
import { runSync } from '../../scenarios/run-sync.js';
import { deleteFlag, syncFlags } from '../../scenarios/sync-flags.js';
import { type SyncedProject, syncedProject } from '../../scenarios/sync-project.js';
import { type UploadedRuns, uploadRuns } from '../../scenarios/upload-runs.js';

interface Uploaded {
  runs: UploadedRuns;
  /** `null` where only results were to be uploaded. */
  scenarios: SyncOutcome | null;
  /** Why scenarios were not uploaded; the results are there all the same. */
  scenario_error?: ErrorReport;
}

const ONLY = ['results', 'scenarios'] as const;

/** `fluxloop sync upload`. */
export default class SyncUpload extends BaseCommand<typeof SyncUpload, Uploaded> {
  static override summary = 'Upload results and scenarios that are not on the platform yet.';
  static override description =
    'Sends the results of every finished run, and the scenarios that changed here, sanitized; with a run only that run. An upload that was cut off goes on where it stopped; a second one changes nothing.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> run_20261121_143022_k3f9 --project support-bot',
    '<%= config.bin %> <%= command.id %> --only scenarios --scenario refunds',
  ];

  static override args = {
    run: Args.string({ description: "A run's id, or latest; every run by default." }),
  };

  static override flags = {
    ...syncFlags,
    delete: deleteFlag,
    only: Flags.option({
      summary: 'Upload only results, or only scenarios.',
      options: ONLY,
      exclusive: ['delete'],
    })(),
  };

  async run(): Promise<Uploaded> {
    const { flags, mode, surroundings } = this;
    const project = await syncedProject({ context: this.context(), flags, mode, surroundings });
    const { run } = this.args;
    const runs: UploadedRuns =
      flags.only === 'scenarios' && run === undefined
        ? { uploaded: [], unfinished: [] }
        : await uploadRuns(project, run, { surroundings, mode });
    if (flags.only === 'results' || run !== undefined) return { runs, scenarios: null };
    return this.#uploadScenarios(project, runs);
  }

  protected async render({ runs, scenarios, scenario_error }: Uploaded): Promise<void> {
    if (this.flags.only !== 'scenarios') {
      const { formatUploadedRuns } = await import('../../scenarios/format-runs.js');
      this.print(formatUploadedRuns(runs, this.mode.stdout));
    }
    if (scenarios !== null) {
      const { formatSync } = await import('../../scenarios/format-sync.js');
      this.print(formatSync(scenarios, this.mode.stdout));
    }
    if (scenario_error !== undefined) await this.showError(scenario_error);
  }

  /** Results that have been uploaded are told, also where scenarios cannot be. */
  async #uploadScenarios(project: SyncedProject, runs: UploadedRuns): Promise<Uploaded> {
    const { flags, mode, surroundings } = this;
    const warn = (message: string) => void this.warn(message);
    try {
      const scenarios = await runSync('push', project, { flags, mode, surroundings, warn });
      return { runs, scenarios };
    } catch (error) {
      if (runs.uploaded.length === 0) throw error;
      const report = this.report(error);
      surroundings.setExitCode(report.exit_code);
      return { runs, scenarios: null, scenario_error: report };
    }
  }
}
