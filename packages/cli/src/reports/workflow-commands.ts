/** Takes no room, and is no white space to whoever trims lines. */
const ZERO_WIDTH_SPACE = '\u200b';

/**
 * Text for the log of GitHub Actions, where a line that begins with `::` is a command, also behind
 * white space, and `##[` is one anywhere
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs): what an agent said
 * must not be able to give one.
 */
export function withoutWorkflowCommands(text: string): string {
  return text
    .replace(/^(\s*):(?=:)/gm, `$1${ZERO_WIDTH_SPACE}:`)
    .replaceAll('##[', `##${ZERO_WIDTH_SPACE}[`);
}
