import { UsageError } from '@fluxloop/core/errors';
import { type Hook, nearest, revealArgument } from '@fluxloop/plugin-kit';

/**
 * Says that there is no such command, and which one is close. oclif's own plugin for that asks a
 * question, and says nothing where there is no terminal.
 */
const commandNotFound: Hook.CommandNotFound = async ({ id, config, argv }) => {
  const typed = id.replaceAll(':', ' ');
  if (typed.startsWith('-')) {
    throw new UsageError('unknown_flag', `There is no flag ${typed} without a command.`, {
      hint: 'See: fluxloop --help',
    });
  }
  const known = config.commands.filter((command) => !command.hidden);
  // oclif takes the words after a command without arguments for a part of its name.
  const begun = known.find((command) => id.startsWith(`${command.id}:`));
  const below = known.flatMap((one) => (one.id.startsWith(`${begun?.id}:`) ? [one.id] : []));
  if (begun !== undefined && nearest(id, below) === undefined) {
    throw tooMuch(spaced(begun.id), spaced(id.slice(begun.id.length + 1)));
  }
  const names = known.flatMap((command) => [command.id, ...command.aliases]).map(spaced);
  if (/^platform(?: |$)/.test(typed) && !names.some((name) => name.startsWith('platform '))) {
    throw new UsageError('unknown_command', `"fluxloop ${typed}" comes with a plugin.`, {
      hint: 'Install it: fluxloop plugins install @fluxloop/platform',
    });
  }
  const meant = nearest([typed, ...(argv ?? [])].join(' '), names) ?? nearest(typed, names);
  throw new UsageError('unknown_command', `There is no command "fluxloop ${typed}".`, {
    hint:
      meant === undefined
        ? 'See what there is: fluxloop --help'
        : `Did you mean "fluxloop ${meant}"? See what there is: fluxloop --help`,
  });
};

function tooMuch(command: string, rest: string): UsageError {
  if (revealArgument(rest) !== rest) {
    return new UsageError(
      'key_in_arguments',
      'A key does not belong on the command line: others can see it there, and the shell keeps it.',
      {
        hint: 'Pass it on standard input:\nfluxloop auth login --with-token < api_key.txt',
      },
    );
  }
  return new UsageError('unexpected_argument', `"fluxloop ${command}" takes no "${rest}".`, {
    hint: `See: fluxloop ${command} --help`,
  });
}

function spaced(id: string): string {
  return id.replaceAll(':', ' ');
}

export default commandNotFound;
