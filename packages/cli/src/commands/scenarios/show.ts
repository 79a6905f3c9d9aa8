import type { ScenarioVersion, StoredScenario } from '@fluxloop/core/contract';
import { Args, BaseCommand, Flags, formatFields, printable } from '@fluxloop/plugin-kit';
import { projectName } from '../../runs/project-name.js';
import { projectFlag } from '../../scenarios/sync-flags.js';

interface ShownScenario extends StoredScenario {
  /** With `--versions`: all of them, newest first. */
  versions?: ScenarioVersion[];
}

/** `fluxloop scenarios show`. */
export default class ScenariosShow extends BaseCommand<typeof ScenariosShow, ShownScenario> {
  static override summary = 'Show a scenario of the platform with its text.';
  static override description =
    'In a pipe it prints the text alone, so that an older version can be brought back.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> refunds',
    '<%= config.bin %> <%= command.id %> refunds --versions',
    '<%= config.bin %> <%= command.id %> refunds --version 3 > scenarios/refunds.yaml',
  ];

  static override args = {
    name: Args.string({ description: "The scenario's name.", required: true }),
  };

  static override flags = {
    version: Flags.integer({ summary: 'This version instead of the latest.', min: 1 }),
    versions: Flags.boolean({ summary: 'List the versions, newest first.' }),
    project: projectFlag,
  };

  async run(): Promise<ShownScenario> {
    const context = this.context();
    const { configuration } = await context.project();
    const home = await context.home();
    const project = await projectName({ typed: this.flags.project, configuration, home });
    const { scenarios } = await context.client();
    const { name } = this.args;
    const { version, versions: all } = this.flags;
    const shown =
      version === undefined
        ? await scenarios.get(project, name)
        : await scenarios.version(project, name, version);
    if (!all) return shown;
    const versions: ScenarioVersion[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await scenarios.versions(project, name, { ...(cursor && { cursor }) });
      versions.push(...page.versions);
      cursor = page.next_cursor;
    }
    return { ...shown, versions };
  }

  protected async render({ text, versions, ...scenario }: ShownScenario): Promise<void> {
    const mode = this.mode.stdout;
    if (versions !== undefined) {
      const { formatTable } = await import('@fluxloop/plugin-kit/rendering');
      this.print(
        formatTable(
          versions,
          [
            { header: 'VERSION', value: ({ version }) => version, align: 'right' },
            {
              header: 'UPLOADED',
              value: ({ created_at }) => created_at.slice(0, 16).replace('T', ' '),
            },
            { header: 'BY', value: ({ created_by }) => created_by, overflow: 'truncate' },
            { header: 'BYTES', value: ({ bytes }) => bytes, align: 'right' },
          ],
          mode,
        ),
      );
      return;
    }
    if (this.surroundings.stdout.isTTY === true) {
      this.print(
        formatFields(
          [
            ['Scenario', scenario.name],
            ['Version', scenario.version],
            [
              'Uploaded',
              `${scenario.created_at.slice(0, 16).replace('T', ' ')} by ${scenario.created_by}`,
            ],
            ['Page', scenario.url],
          ],
          mode,
        ),
      );
      this.print('\n');
    }
    this.print(printable(text.endsWith('\n') ? text : `${text}\n`));
  }
}
