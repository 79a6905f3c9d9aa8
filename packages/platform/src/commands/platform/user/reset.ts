import { Args, BaseCommand, Flags } from '@fluxloop/plugin-kit';
import { makeResetLink, type PrintedResetLink } from '../../../reset-link.js';

/** Makes a link for a new password. */
export default class UserReset extends BaseCommand<typeof UserReset, PrintedResetLink> {
  static override summary = 'Make a link with which a person sets a new password.';
  static override description =
    'For where the platform sends no mail, and for an admin who has forgotten their own password. Type it on the machine that the platform runs on; the link works once, for an hour.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada@example.com',
    'DATABASE_URL=postgres://fluxloop@db/fluxloop <%= config.bin %> <%= command.id %> ada@example.com --public-url https://fluxloop.example.com',
  ];
  static override args = {
    email: Args.string({ description: "The account's e-mail address.", required: true }),
  };
  static override flags = {
    data: Flags.string({
      summary: 'The data folder of the platform.',
      helpValue: 'DIR',
      env: 'FLUXLOOP_PLATFORM_DATA',
    }),
    'public-url': Flags.string({
      summary: 'The address that browsers use; that of the running platform unless named.',
      helpValue: 'URL',
    }),
  };

  override async run(): Promise<PrintedResetLink> {
    return makeResetLink(this.args.email, {
      data: this.flags.data,
      publicUrl: this.flags['public-url'],
      env: this.surroundings.env,
    });
  }

  protected override render({ email, url }: PrintedResetLink): void {
    this.print(`Hand this link to ${email}. It works once, for an hour:\n  ${url}\n`);
  }
}
