import { CommandHelp, Help } from '@oclif/core/help';

/** A command's help: the flags that every command has are listed, but do not fill the usage line. */
class TidyCommandHelp extends CommandHelp {
  protected override defaultUsage(): string {
    const whole = this.command;
    const own = Object.entries(whole.flags).filter(([, flag]) => flag.helpGroup !== 'GLOBAL');
    this.command = { ...whole, flags: Object.fromEntries(own) };
    try {
      return super.defaultUsage();
    } finally {
      this.command = whole;
    }
  }
}

/** The help of the `fluxloop` command. */
export class FluxLoopHelp extends Help {
  protected override CommandHelpClass = TidyCommandHelp;
}
