import { UsageError } from '@fluxloop/core/errors';
import { Args, BaseCommand, Flags, mark, printableLine } from '@fluxloop/plugin-kit';
import { askYesNo } from '../../ask.js';
import { projectName } from '../../runs/project-name.js';
import { projectFlag } from '../../scenarios/sync-flags.js';

interface DeletedScenario {
  name: string;
  project: string;
  /** How many versions went with it. */
  versions: number;
}

/** `fluxloop scenarios delete`. */
export default class ScenariosDelete extends BaseCommand<typeof ScenariosDelete, DeletedScenario> {
  static override summary =
    'Delete a scenario from the platform with all of its versions, for good.';
  static override description =
    'Files stay: the next sync of each machine deletes an unchanged one, and keeps its text in .fluxloop/sync/replaced. Needs the scope admin.';
  static override examples = ['<%= config.bin %> <%= command.id %> old-scenario'];

  static override args = {
    name: Args.string({ description: "The scenario's name.", required: true }),
  };

  static override flags = {
    project: projectFlag,
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  async run(): Promise<DeletedScenario> {
    const context = this.context();
    const { configuration } = await context.project();
    const home = await context.home();
    const project = await projectName({ typed: this.flags.project, configuration, home });
    const { scenarios } = await context.client();
    const { name, version, digest } = await scenarios.get(project, this.args.name);
    await this.#confirm(name, version);
    // What came meanwhile has not been looked at by whoever said yes.
    await scenarios.delete(project, name, { base: digest });
    return { name, project, versions: version };
  }

  protected render({ name, versions }: DeletedScenario): void {
    const all = versions === 1 ? 'its one version' : `its ${versions} versions`;
    this.print(
      `${mark('good', this.mode.stdout.paint)} Deleted the scenario "${printableLine(name)}" with ${all}\n`,
    );
  }

  async #confirm(name: string, version: number): Promise<void> {
    if (this.flags.yes) return;
    const all = version === 1 ? 'its one version' : `all ${version} versions`;
    const what = `"${printableLine(name)}" is deleted for everybody, with ${all}, and cannot be brought back.`;
    if (!this.mode.canAsk) {
      throw new UsageError('confirmation_needed', what, { hint: 'Add --yes if that is meant.' });
    }
    if (await askYesNo(`${what}\nDelete it?`, this.surroundings)) return;
    throw new UsageError('not_confirmed', 'Nothing was deleted.');
  }
}
