import { MAXIMUM_KEY_LIFETIME_DAYS, MAXIMUM_ROTATION_GRACE_SECONDS } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import { Args, Flags } from '@fluxloop/plugin-kit';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** How long a key lives, in days: `90d`, `12w`; `null` for `never`. */
export const lifetimeFlag = Flags.custom<number | null>({
  helpValue: 'DAYS|never',
  parse: async (input) => {
    if (input === 'never') return null;
    const [, amount = '', unit = 'd'] = /^(\d{1,5})([dw])?$/.exec(input) ?? [];
    const days = Number(amount) * (unit === 'w' ? 7 : 1);
    if (days >= 1 && days <= MAXIMUM_KEY_LIFETIME_DAYS) return days;
    throw new UsageError('invalid_lifetime', `--expires is not a lifetime of a key: ${input}`, {
      hint: `Write days, weeks, or never: --expires 90d, --expires 12w, --expires never (at most ${MAXIMUM_KEY_LIFETIME_DAYS}d).`,
    });
  },
});

/** How long an old key works on, in whole seconds: `24h`, `7d`, `0`. */
export const graceFlag = Flags.custom<number>({
  helpValue: 'TIME',
  parse: async (input) => {
    const [, amount, unit = 's'] = /^(\d{1,6})([smhd])?$/.exec(input) ?? [];
    const seconds = Number(amount) * (SECONDS[unit] ?? Number.NaN);
    if (seconds <= MAXIMUM_ROTATION_GRACE_SECONDS) return seconds;
    throw new UsageError('invalid_grace', `--grace is not a time from 0 to seven days: ${input}`, {
      hint: 'Write a number with its unit: --grace 0, --grace 30m, --grace 24h, --grace 7d',
    });
  },
});

/** Which key a command is about. */
export const keyArgument = Args.string({
  description:
    "The key's id, or the key itself (which is hashed here and not sent); - reads it from standard input.",
});

/** Where a new key is written instead of being shown. */
export const outputEnvFlag = Flags.string({
  summary: 'Write FLUXLOOP_API_KEY=… to this file (0600) instead of showing the key.',
  helpValue: 'FILE',
});
