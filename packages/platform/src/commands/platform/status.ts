import { ExitCode } from '@fluxloop/core/errors';
import { BaseCommand, Flags } from '@fluxloop/plugin-kit';
import { findPlatform, type PlatformStatus } from '../../status.js';

/** Tells whether a platform runs on a data folder. */
export default class Status extends BaseCommand<typeof Status, PlatformStatus> {
  static override summary = 'Tell whether the platform of a data folder is running, and where.';
  static override description = 'Ends with 4 when it is not.';
  static override flags = {
    data: Flags.string({
      summary: 'The data folder.',
      helpValue: 'DIR',
      env: 'FLUXLOOP_PLATFORM_DATA',
    }),
  };

  override async run(): Promise<PlatformStatus> {
    const status = await findPlatform({ data: this.flags.data, env: this.surroundings.env });
    if (!status.running) {
      this.endWith(ExitCode.network);
    }
    return status;
  }

  protected override render(status: PlatformStatus): void {
    this.print(
      status.running
        ? `Running at ${status.url} since ${status.started_at} (process ${status.pid}).\n`
        : `No platform is running on ${status.data_folder}.\nStart it: fluxloop-platform start\n`,
    );
  }
}
