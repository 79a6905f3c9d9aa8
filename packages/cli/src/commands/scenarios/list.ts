import type { ScenarioSummary } from '@fluxloop/core/contract';
import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import { projectName } from '../../runs/project-name.js';
import { projectFlag } from '../../scenarios/sync-flags.js';

/** As many as the platform gives at once. */
const PAGE = 500;

interface LocalFile {
  name: string;
  /** Relative to the project's folder. */
  file: string;
}

/** By name. `scenarios` are the platform's; with `--local` there are `files` instead. */
type Listed = { scenarios: ScenarioSummary[] } | { files: LocalFile[] };

/** `fluxloop scenarios list`. */
export default class ScenariosList extends BaseCommand<typeof ScenariosList, Listed> {
  static override summary = 'List the scenarios of the project on the platform.';
  static override description =
    'Shows each by its latest version. With --local it lists the files here instead, and makes no request. What differs between the two: sync status.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --local',
  ];

  static override flags = {
    local: Flags.boolean({ summary: 'List the files of this project.', exclusive: ['project'] }),
    project: projectFlag,
  };

  async run(): Promise<Listed> {
    return this.flags.local ? { files: await this.#files() } : { scenarios: await this.#stored() };
  }

  protected async render(listed: Listed): Promise<void> {
    const { formatTable } = await import('@fluxloop/plugin-kit/rendering');
    const mode = this.mode.stdout;
    if ('files' in listed) {
      this.print(
        listed.files.length === 0
          ? 'There is no scenario here yet. Pull those of your team: fluxloop sync pull\n'
          : formatTable(
              listed.files,
              [
                { header: 'SCENARIO', value: ({ name }) => name, overflow: 'wrap' },
                { header: 'FILE', value: ({ file }) => file, overflow: 'truncate' },
              ],
              mode,
            ),
      );
      return;
    }
    this.print(
      listed.scenarios.length === 0
        ? 'There is no scenario on the platform yet. Upload yours: fluxloop sync upload\n'
        : formatTable(
            listed.scenarios,
            [
              { header: 'SCENARIO', value: ({ name }) => name, overflow: 'wrap' },
              { header: 'VERSION', value: ({ version }) => version, align: 'right' },
              {
                header: 'CHANGED',
                value: ({ created_at }) => created_at.slice(0, 16).replace('T', ' '),
              },
              { header: 'BY', value: ({ created_by }) => created_by, overflow: 'truncate' },
            ],
            mode,
          ),
    );
  }

  async #files(): Promise<LocalFile[]> {
    const { root, configuration } = await this.context().project();
    const { readLocalScenarios } = await import('@fluxloop/runner');
    const files = await readLocalScenarios(root, configuration.scenarios);
    return files
      .map(({ name, file }) => ({ name, file }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async #stored(): Promise<ScenarioSummary[]> {
    const context = this.context();
    const { configuration } = await context.project();
    const home = await context.home();
    const project = await projectName({ typed: this.flags.project, configuration, home });
    const client = await context.client();
    const scenarios: ScenarioSummary[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = { limit: PAGE, ...(cursor && { cursor }) };
      const page = await client.scenarios.list(project, query);
      scenarios.push(...page.scenarios);
      cursor = page.next_cursor;
    }
    return scenarios;
  }
}
