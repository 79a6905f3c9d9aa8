import { UsageError } from '@fluxloop/core/errors';
import { parseDuration } from '@fluxloop/core/notation';
import { Flags } from '@fluxloop/plugin-kit';

/**
 * A flag that takes a duration as `fluxloop.yaml` does: seconds, or a number with `ms`, `s`, `m` or `h`.
 * Its value is in milliseconds.
 */
export const durationFlag = Flags.custom<number>({
  helpValue: 'TIME',
  parse: async (input, _context, { name }) => {
    const seconds = Number(input);
    const ms = parseDuration(Number.isNaN(seconds) ? input : seconds);
    if (ms !== null) return ms;
    throw new UsageError('invalid_duration', `--${name} is not a duration: ${input}`, {
      hint: `Write seconds, or a number with its unit: --${name} 30, --${name} 500ms, --${name} 2m`,
    });
  },
});
