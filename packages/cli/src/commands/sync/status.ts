import { BaseCommand } from '@fluxloop/plugin-kit';
import type { ScenarioStanding, UploadStanding } from '@fluxloop/runner';
import { projectFlag, scenarioFlag } from '../../scenarios/sync-flags.js';
import { syncedProject } from '../../scenarios/sync-project.js';

interface Status {
  endpoint: string;
  project: string;
  scenarios: ScenarioStanding[];
  /** Runs whose results are not on the platform, newest first. */
  runs: { run_id: string; standing: UploadStanding }[];
}

const RUNS = {
  pending: 'not uploaded yet',
  unfinished: 'not finished',
  uploaded: 'uploaded',
} as const;

/** `fluxloop sync status`. */
export default class SyncStatus extends BaseCommand<typeof SyncStatus, Status> {
  static override summary = 'Show what differs from the platform, without changing anything.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  static override flags = { project: projectFlag, scenario: scenarioFlag };

  async run(): Promise<Status> {
    const { mode, surroundings } = this;
    const flags = { ...this.flags, sanitize: true, yes: false };
    const project = await syncedProject({ context: this.context(), flags, mode, surroundings });
    const { listUploads, scenarioStandings } = await import('@fluxloop/runner');
    const endpoint = project.client.endpoint;
    const scenarios = await scenarioStandings({
      ...project,
      names: flags.scenario,
      signal: surroundings.interruption(),
    });
    const uploads = await listUploads(project.root, {
      platform: endpoint,
      project: project.project,
    });
    return {
      endpoint,
      project: project.project,
      scenarios,
      runs: uploads
        .filter(({ standing }) => standing !== 'uploaded')
        .map(({ runId, standing }) => ({ run_id: runId, standing })),
    };
  }

  protected async render({ endpoint, project, scenarios, runs }: Status): Promise<void> {
    const { formatStandings } = await import('../../scenarios/format-sync.js');
    const { formatTable } = await import('@fluxloop/plugin-kit/rendering');
    const mode = this.mode.stdout;
    this.print(`${project} at ${endpoint}\n\n`);
    this.print(
      scenarios.length === 0
        ? 'There is no scenario yet, neither here nor there.\n'
        : formatStandings(scenarios, mode),
    );
    if (runs.length === 0) return;
    this.print('\n');
    this.print(
      formatTable(
        runs,
        [
          { header: 'RUN', value: ({ run_id }) => run_id },
          { header: 'RESULTS', value: ({ standing }) => RUNS[standing] },
        ],
        mode,
      ),
    );
  }
}
