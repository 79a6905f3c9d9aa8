import type { OutputMode, Surroundings } from '@fluxloop/plugin-kit';
import { printableLine } from '@fluxloop/plugin-kit';
import type { Keep, SyncDirection, SyncEvent, SyncOutcome } from '@fluxloop/runner';
import { confirmSync } from './confirm-sync.js';
import type { SyncedProject } from './sync-project.js';

/** What was typed. */
export interface TypedSync {
  scenario?: readonly string[] | undefined;
  keep?: Keep | undefined;
  'merge-file'?: boolean | undefined;
  'allow-code'?: boolean | undefined;
  delete?: boolean | undefined;
  yes: boolean;
}

/** Syncs the scenarios of a project as it was typed; throws as `syncScenarios` does. */
export async function runSync(
  direction: SyncDirection,
  project: SyncedProject,
  options: {
    flags: TypedSync;
    mode: OutputMode;
    surroundings: Surroundings;
    warn: (message: string) => void;
  },
): Promise<SyncOutcome> {
  const { flags, mode, surroundings, warn } = options;
  const { syncScenarios } = await import('@fluxloop/runner');
  return syncScenarios({
    ...project,
    direction,
    names: flags.scenario,
    keep: flags.keep,
    mergeFile: flags['merge-file'] ?? false,
    allowCode: flags['allow-code'] ?? false,
    deleteThere: flags.delete ?? false,
    confirm: (plan) => confirmSync(plan, { yes: flags.yes, mode, surroundings }),
    signal: surroundings.interruption(),
    onEvent: (event) => warnOf(event, warn),
  });
}

/** Files that stay here are no fault, but who pulls the scenario will miss them. */
export function warnOf(event: SyncEvent, warn: (message: string) => void): void {
  if (event.type !== 'files-stay') return;
  const files = event.files.map(printableLine).join(', ');
  warn(
    `The scenario "${printableLine(event.name)}" refers to ${files}; only the scenario is uploaded.`,
  );
}
