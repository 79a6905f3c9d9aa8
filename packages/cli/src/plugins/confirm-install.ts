import { UsageError } from '@fluxloop/core/errors';
import { type OutputMode, printableLine, type Surroundings } from '@fluxloop/plugin-kit';
import { wrap } from '@fluxloop/plugin-kit/rendering';
import { askYesNo } from '../ask.js';
import { type PluginSource, placeOf } from './plugin-source.js';

/** What a plugin may do, for whoever is about to install one. */
const RIGHTS =
  "A plugin is somebody else's program. In every fluxloop command it runs with your rights on this machine, and it sees what the tests see: inputs, answers, your environment with the keys in it. Scripts that it would run while it is installed are left out.";

/** What {@link confirmInstall} works with. */
export interface ConfirmInstallOptions {
  source: PluginSource;
  /** `--yes` was typed. */
  yes: boolean;
  mode: Pick<OutputMode, 'canAsk' | 'stderr'>;
  surroundings: Pick<Surroundings, 'stdin' | 'stderr'>;
}

/**
 * Says what a plugin may do, and asks whether to install it.
 *
 * @throws UsageError `confirmation_needed` when nobody can be asked, `not_confirmed` for anything
 *   but a yes
 */
export async function confirmInstall(options: ConfirmInstallOptions): Promise<void> {
  if (options.yes) return;
  if (!options.mode.canAsk) {
    throw new UsageError('confirmation_needed', RIGHTS, {
      hint: 'Add --yes if you know where the plugin comes from.',
    });
  }
  const what = `Install ${printableLine(options.source.spec)} ${placeOf(options.source)}?`;
  const lines = wrap(RIGHTS, options.mode.stderr.width).join('\n');
  if (await askYesNo(`${lines}\n${what}`, options.surroundings)) return;
  throw new UsageError('not_confirmed', 'Nothing was installed.');
}
