import { UsageError } from '@fluxloop/core/errors';
import { type OutputMode, printableLine, type Surroundings } from '@fluxloop/plugin-kit';
import type { SyncPlan } from '@fluxloop/runner';
import { askYesNo } from '../ask.js';

/**
 * Asks a person before files that are here are replaced or deleted, and before anything is deleted
 * on the platform. What only comes or is only uploaded takes nothing from anybody.
 *
 * @throws UsageError `confirmation_needed` when nobody can be asked, `not_confirmed` for anything
 *   but a yes
 */
export async function confirmSync(
  plan: SyncPlan,
  options: { yes: boolean; mode: Pick<OutputMode, 'canAsk'>; surroundings: Surroundings },
): Promise<void> {
  const { yes, mode, surroundings } = options;
  const { replace, remove, removeThere } = plan;
  if (yes || replace.length + remove.length + removeThere.length === 0) return;
  const what = [
    ...list('Replaced by the version of the platform:', replace),
    ...list('Deleted here, as on the platform:', remove),
    ...list('Deleted on the platform, with all versions, for everybody:', removeThere),
  ].join('\n');
  if (!mode.canAsk) {
    throw new UsageError('confirmation_needed', what, { hint: 'Add --yes if that is meant.' });
  }
  if (await askYesNo(`${what}\nGo on?`, surroundings)) return;
  throw new UsageError('not_confirmed', 'Nothing was changed.');
}

function list(title: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [title, ...names.map((name) => `  ${printableLine(name)}`)];
}
