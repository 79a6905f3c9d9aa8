import { UsageError } from '@fluxloop/core/errors';
import { Flags } from '@fluxloop/plugin-kit';

const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A flag that takes an age: hours, days or weeks (`12h`, `90d`, `4w`). Its value is in milliseconds. */
export const ageFlag = Flags.custom<number>({
  helpValue: 'AGE',
  parse: async (input, _context, { name }) => {
    const [, amount, unit] = /^(\d{1,5})(h|d|w)$/.exec(input.trim()) ?? [];
    if (amount !== undefined && (unit === 'h' || unit === 'd' || unit === 'w')) {
      return Number(amount) * UNIT_MS[unit];
    }
    throw new UsageError('invalid_age', `--${name} is not an age: ${input}`, {
      hint: `Write hours, days or weeks: --${name} 12h, --${name} 90d, --${name} 4w`,
    });
  },
});
