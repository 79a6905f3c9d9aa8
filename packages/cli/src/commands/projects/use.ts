import { userConfiguration } from '@fluxloop/core/configuration';
import type { Project } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import { Args, BaseCommand, mark } from '@fluxloop/plugin-kit';

/** `fluxloop projects use`. */
export default class ProjectsUse extends BaseCommand<typeof ProjectsUse, Project> {
  static override summary = 'Choose the project that results go to where fluxloop.yaml names none.';
  static override examples = ['<%= config.bin %> <%= command.id %> support-bot'];
  static override args = {
    slug: Args.string({ required: true, description: 'One that projects list shows.' }),
  };

  async run(): Promise<Project> {
    const context = this.context();
    const client = await context.client();
    const projects = await client.projects.list();
    const found = projects.find(({ slug }) => slug === this.args.slug);
    if (found === undefined) throw unknownProject(this.args.slug, projects);
    await userConfiguration(await context.home()).set('project', found.slug);
    return found;
  }

  protected render({ slug }: Project): void {
    this.print(
      `${mark('good', this.mode.stdout.paint)} Results go to ${slug} where fluxloop.yaml names no project.\n`,
    );
  }
}

function unknownProject(slug: string, projects: readonly Project[]): UsageError {
  const known = projects.map((project) => project.slug);
  const like = nearest(slug, known);
  return new UsageError(
    'project_not_found',
    `There is no project ${JSON.stringify(slug)} that this credential reaches.`,
    {
      hint:
        like === undefined
          ? 'See which there are: fluxloop projects list'
          : `Did you mean ${like}? fluxloop projects use ${like}`,
    },
  );
}
