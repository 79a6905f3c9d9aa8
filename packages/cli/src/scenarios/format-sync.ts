import { mark, printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import { formatTable } from '@fluxloop/plugin-kit/rendering';
import type { ScenarioStanding, Standing, SyncOutcome } from '@fluxloop/runner';

const WORDS: Readonly<Record<Standing, string>> = {
  in_sync: 'in sync',
  new_here: 'new here',
  changed_here: 'changed here',
  deleted_here: 'deleted here',
  new_on_platform: 'new on the platform',
  changed_on_platform: 'changed on the platform',
  deleted_on_platform: 'deleted on the platform',
  gone: 'gone',
  conflict: 'conflict',
};

/** What settles a scenario that was left as it is. */
const NEXT: Readonly<Partial<Record<Standing, string>>> = {
  new_here: 'fluxloop sync upload',
  changed_here: 'fluxloop sync upload',
  deleted_here: 'fluxloop sync --delete, or bring it back: fluxloop scenarios show NAME',
  new_on_platform: 'fluxloop sync pull',
  changed_on_platform: 'fluxloop sync pull',
  deleted_on_platform: 'fluxloop sync pull',
};

/** What a sync of scenarios did, for people. */
export function formatSync(outcome: SyncOutcome, { paint }: Pick<StreamMode, 'paint'>): string {
  const { pulled, pushed, removed, removed_there, left, in_sync } = outcome;
  const done = [
    ...pulled.map(({ file, version }) => `↓ ${printableLine(file)} (version ${version})`),
    ...removed.map(({ file }) => `✗ ${printableLine(file)} (deleted, as on the platform)`),
    ...pushed.map(({ name, version }) => `↑ ${printableLine(name)} (version ${version})`),
    ...removed_there.map(({ name }) => `✗ ${printableLine(name)} (deleted on the platform)`),
  ];
  const open = left.map(({ name, standing }) => {
    const next = NEXT[standing];
    const settled = next === undefined ? '' : `; settle it: ${next}`;
    return `· ${printableLine(name)}: ${WORDS[standing]}${settled}`;
  });
  const changed = done.length === 0 ? 'Nothing had to be changed' : `Synced ${done.length}`;
  const same = in_sync === 0 ? '' : ` (${in_sync} ${in_sync === 1 ? 'was' : 'were'} the same)`;
  return [`${mark('good', paint)} Scenarios: ${changed}${same}`, ...done, ...open]
    .join('\n   ')
    .concat('\n');
}

/** How scenarios differ, for people. */
export function formatStandings(
  scenarios: readonly ScenarioStanding[],
  mode: Pick<StreamMode, 'width' | 'paint'>,
): string {
  return formatTable(
    scenarios,
    [
      { header: 'SCENARIO', value: ({ name }) => name, overflow: 'wrap' },
      {
        header: 'STATE',
        value: ({ standing }) => WORDS[standing],
        style: ({ standing }) =>
          standing === 'conflict' ? 'red' : standing === 'in_sync' ? 'dim' : 'yellow',
      },
      { header: 'VERSION', value: ({ version }) => version ?? '-', align: 'right' },
      { header: 'FILE', value: ({ file }) => file ?? '-', overflow: 'truncate' },
    ],
    mode,
  );
}
