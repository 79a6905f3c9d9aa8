import { type Project, projectSlug } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags, mark } from '@fluxloop/plugin-kit';

/** `fluxloop projects create`. */
export default class ProjectsCreate extends BaseCommand<typeof ProjectsCreate, Project> {
  static override summary = 'Create a project; you are its first admin.';
  static override description =
    'Needs a credential of the scope admin: fluxloop auth login --scope admin. Only an admin of the platform creates projects, and whom an admin lets.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> support-bot',
    '<%= config.bin %> <%= command.id %> support-bot --name "The support bot"',
  ];
  static override args = {
    slug: Args.string({
      required: true,
      description:
        'What it is called in addresses and in fluxloop.yaml: small letters, digits, dashes.',
    }),
  };
  static override flags = {
    name: Flags.string({ summary: 'What people call it.', helpValue: 'NAME' }),
  };

  async run(): Promise<Project> {
    const { slug } = this.args;
    if (!projectSlug.safeParse(slug).success) throw invalidSlug(slug);
    const client = await this.context().client();
    const { name } = this.flags;
    return client.projects.create({ slug, ...(name !== undefined && { name }) });
  }

  protected render({ slug }: Project): void {
    this.print(
      `${mark('good', this.mode.stdout.paint)} Created the project ${slug}\n\nUpload to it: "project: ${slug}" in fluxloop.yaml, or fluxloop projects use ${slug}\n`,
    );
  }
}

function invalidSlug(slug: string): UsageError {
  return new UsageError('invalid_project_slug', `${JSON.stringify(slug)} is no project's slug.`, {
    hint: 'Two to 64 small letters, digits and single dashes: fluxloop projects create support-bot',
  });
}
