import { Args, BaseCommand, Flags, mark } from '@fluxloop/plugin-kit';
import { installedPlugins } from '../plugins/installed-plugins.js';

/** The names of `SCHEMA_NAMES`; the runner is not loaded for the help. */
const NAMES = ['scenario', 'configuration', 'persona'] as const;

/** What `fluxloop schema` gives: a schema, or with `--write` what was written. */
type SchemaResult = { schema: object } | { written: string[] };

/** `fluxloop schema`. */
export default class Schema extends BaseCommand<typeof Schema, SchemaResult> {
  static override summary = 'Print the JSON Schema of a kind of YAML file, for editors.';
  static override description =
    'fluxloop init and fluxloop test keep the schemas in .fluxloop/schemas. An editor that knows yaml-language-server finds one by a comment in the first line of a file: # yaml-language-server: $schema=../.fluxloop/schemas/scenario.schema.json';
  static override examples = [
    '<%= config.bin %> <%= command.id %> scenario > scenario.schema.json',
    '<%= config.bin %> <%= command.id %> --write',
  ];

  static override args = {
    name: Args.string({
      description: 'What the schema is for: scenario, configuration (fluxloop.yaml) or persona.',
      options: [...NAMES],
    }),
  };

  static override flags = {
    write: Flags.boolean({
      summary:
        "Write all of them into the project's .fluxloop/schemas, where they are not current.",
    }),
  };

  async run(): Promise<SchemaResult> {
    const { readSchema, refreshSchemas } = await import('@fluxloop/runner');
    const plugins = await installedPlugins(this.config);
    if (this.flags.write) {
      const { root } = await this.context().project();
      return { written: await refreshSchemas(root, plugins) };
    }
    const name = NAMES.find((one) => one === this.args.name) ?? 'scenario';
    return { schema: await readSchema(name, plugins) };
  }

  /** The schema itself is the document, with `--json` and without. */
  protected override toSuccessJson(result: SchemaResult): object {
    return 'schema' in result ? result.schema : result;
  }

  protected render(result: SchemaResult): void {
    if ('schema' in result) {
      this.print(`${JSON.stringify(result.schema, undefined, 2)}\n`);
      return;
    }
    const { paint } = this.mode.stdout;
    for (const path of result.written) this.print(`${mark('good', paint)} ${path}\n`);
    if (result.written.length === 0) this.print('The schemas are current.\n');
  }
}
