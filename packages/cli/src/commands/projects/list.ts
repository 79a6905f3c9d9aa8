import type { Project } from '@fluxloop/core/contract';
import { BaseCommand } from '@fluxloop/plugin-kit';
import { formatTable } from '@fluxloop/plugin-kit/rendering';

interface ListedProjects {
  projects: Project[];
}

/** `fluxloop projects list`. */
export default class ProjectsList extends BaseCommand<typeof ProjectsList, ListedProjects> {
  static override summary =
    'List the projects that your credential reaches, and your role in each.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<ListedProjects> {
    const client = await this.context().client();
    return { projects: await client.projects.list() };
  }

  protected render({ projects }: ListedProjects): void {
    if (projects.length === 0) {
      this.print(
        'There is no project that this credential reaches.\nMake one: fluxloop projects create SLUG\n',
      );
      return;
    }
    this.print(
      formatTable(
        projects,
        [
          { header: 'Project', value: ({ slug }) => slug },
          { header: 'Name', value: ({ name }) => name, overflow: 'truncate' },
          { header: 'Your role', value: ({ role }) => role },
        ],
        this.mode.stdout,
      ),
    );
  }
}
