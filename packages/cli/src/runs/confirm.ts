import { UsageError } from '@fluxloop/core/errors';
import type { Surroundings } from '@fluxloop/plugin-kit';
import { askYesNo } from '../ask.js';

/** What {@link confirmRawUpload} works with. */
export interface ConfirmOptions {
  /** `--yes` was typed. */
  yes: boolean;
  /** Somebody is there to answer. */
  canAsk: boolean;
  /** Where the text would go. */
  endpoint: string;
  surroundings: Pick<Surroundings, 'stdin' | 'stderr'>;
}

/**
 * Asks a person before raw text leaves the machine.
 *
 * @throws UsageError `confirmation_needed` when nobody can be asked, `not_confirmed` for anything
 *   but a yes
 */
export async function confirmRawUpload(options: ConfirmOptions): Promise<void> {
  if (options.yes) return;
  const what = `--no-sanitize sends the conversations to ${options.endpoint} as they are, with all personal data and secrets in them.`;
  if (!options.canAsk) {
    throw new UsageError('confirmation_needed', what, {
      hint: 'Leave --no-sanitize away; or add --yes if that is really meant.',
    });
  }
  if (await askYesNo(`${what}\nSend them?`, options.surroundings)) return;
  throw new UsageError('not_confirmed', 'Nothing was run and nothing was sent.');
}
