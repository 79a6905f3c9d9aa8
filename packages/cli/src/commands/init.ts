import { relative, resolve } from 'node:path';
import { shellWord } from '@fluxloop/core/notation';
import { Args, BaseCommand, Flags, mark } from '@fluxloop/plugin-kit';
import { installedPlugins } from '../plugins/installed-plugins.js';
import { type CreatedProject, createProject } from '../project/create-project.js';

/** `fluxloop init`: a project that can be tested at once. */
export default class Init extends BaseCommand<typeof Init, CreatedProject> {
  static override summary = 'Start a project: a configuration, a scenario and a tiny agent.';
  static override description =
    'Writes fluxloop.yaml, a first scenario and an agent that passes it, and keeps results and keys out of git. Nothing that exists is changed without --force.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> my-agent --project support-bot',
  ];

  static override args = {
    folder: Args.string({ description: 'Where to write; the current folder by default.' }),
  };

  static override flags = {
    project: Flags.string({ summary: "The project's name on the platform.", helpValue: 'SLUG' }),
    force: Flags.boolean({ summary: 'Write over files that are there.' }),
  };

  async run(): Promise<CreatedProject> {
    return createProject({
      plugins: await installedPlugins(this.config),
      folder: resolve(this.surroundings.cwd, this.args.folder ?? '.'),
      project: this.flags.project,
      force: this.flags.force,
    });
  }

  protected render({ folder, written, schemas, ignored }: CreatedProject): void {
    const { paint } = this.mode.stdout;
    for (const path of written) this.print(`${mark('good', paint)} ${path}\n`);
    if (schemas.length > 0)
      this.print(`${mark('good', paint)} .fluxloop/schemas, which your editor reads\n`);
    if (ignored.length > 0)
      this.print(`${mark('good', paint)} .gitignore: ${ignored.join(', ')}\n`);
    const from = relative(this.surroundings.cwd, folder);
    const there = from === '' ? '' : `cd ${shellWord(from)} && `;
    this.print(`\nNow try it: ${paint('bold', `${there}fluxloop test`)}\n`);
  }
}
