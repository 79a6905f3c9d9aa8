import type { Run } from '@fluxloop/core/contract';
import { Args, BaseCommand, Flags, formatFields } from '@fluxloop/plugin-kit';
import { confirmRawUpload } from '../../runs/confirm.js';
import { projectName } from '../../runs/project-name.js';

interface UploadedRun {
  run: Run;
  chunks: number;
  rows: number;
  /** Rows that the platform had already. */
  duplicates: number;
}

/** `fluxloop sync upload`. */
export default class SyncUpload extends BaseCommand<typeof SyncUpload, UploadedRun> {
  static override summary = 'Upload a run that is stored on this machine.';
  static override description =
    'Sends what the platform does not have yet, sanitized. An upload that was cut off goes on where it stopped; a second one changes nothing.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> run_20261121_143022_k3f9 --project support-bot',
  ];

  static override args = {
    run: Args.string({ description: "The run's id; the latest by default.", default: 'latest' }),
  };

  static override flags = {
    project: Flags.string({ summary: 'The project to upload to.', helpValue: 'SLUG' }),
    sanitize: Flags.boolean({
      summary: 'Sanitize what is sent, which is the default; --no-sanitize sends it raw.',
      allowNo: true,
      default: true,
    }),
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing.' }),
  };

  async run(): Promise<UploadedRun> {
    const context = this.context();
    const { root, configuration } = await context.project();
    const { findRun, uploadRun } = await import('@fluxloop/runner');
    const { folder } = await findRun(root, this.args.run);
    const project = await projectName({
      typed: this.flags.project,
      configuration,
      home: await context.home(),
    });
    const client = await context.client();
    const { sanitize, yes } = this.flags;
    if (!sanitize) {
      await confirmRawUpload({
        yes,
        canAsk: this.mode.canAsk,
        endpoint: client.endpoint,
        surroundings: this.surroundings,
      });
    }
    const { followUpload } = await import('../../runs/upload-progress.js');
    const { follow, end } = followUpload(this.surroundings.stderr, this.mode);
    return uploadRun({
      folder,
      client,
      project,
      sanitizer: await context.sanitizer(),
      sanitize,
      signal: this.surroundings.interruption(),
      onEvent: follow,
    }).finally(end);
  }

  protected render({ run, chunks, rows, duplicates }: UploadedRun): void {
    const sent = chunks === 0 ? 'Everything was there already' : `Uploaded ${rows} rows`;
    const known = duplicates === 0 ? '' : `, ${duplicates} of them were there already`;
    this.print(`✅ ${sent}${chunks === 0 ? '' : known}\n\n`);
    this.print(
      formatFields(
        [
          ['Run', run.run_id],
          ['Project', run.project],
          ['Run page', run.url],
        ],
        this.mode.stdout,
      ),
    );
  }
}
