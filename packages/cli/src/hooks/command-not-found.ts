import { UsageError } from '@fluxloop/core/errors';
import { closest, type Hook } from '@fluxloop/plugin-kit';

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
  const names = known.flatMap((command) => [command.id, ...command.aliases]).map(spaced);
  const meant = closest([typed, ...(argv ?? [])].join(' '), names) ?? closest(typed, names);
  throw new UsageError('unknown_command', `There is no command "fluxloop ${typed}".`, {
    hint:
      meant === undefined
        ? 'See what there is: fluxloop --help'
        : `Did you mean "fluxloop ${meant}"? See what there is: fluxloop --help`,
  });
};

function spaced(id: string): string {
  return id.replaceAll(':', ' ');
}

export default commandNotFound;
