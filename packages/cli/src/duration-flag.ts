import { UsageError } from '@fluxloop/core/errors';
import { Flags } from '@fluxloop/plugin-kit';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** The longest delay of Node's timers. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A flag that takes a duration as `fluxloop.yaml` does: seconds, or a number with `ms`, `s`, `m` or `h`.
 * Its value is in milliseconds.
 */
export const durationFlag = Flags.custom<number>({
  helpValue: 'TIME',
  parse: async (input, _context, { name }) => {
    const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(input.trim()) ?? [];
    const ms = Math.round(Number(amount) * (UNIT_MS[unit] ?? Number.NaN));
    if (ms >= 1 && ms <= LONGEST_MS) return ms;
    throw new UsageError('invalid_duration', `--${name} is not a duration: ${input}`, {
      hint: `Write seconds, or a number with its unit: --${name} 30, --${name} 500ms, --${name} 2m`,
    });
  },
});
