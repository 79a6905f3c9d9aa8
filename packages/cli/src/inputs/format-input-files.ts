import { printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import { type Column, formatTable } from '@fluxloop/plugin-kit/rendering';
import type { ListedInputs } from '@fluxloop/runner';

/** A line for each file. */
export function formatInputFiles(files: readonly ListedInputs[], mode: StreamMode): string {
  const columns: Column<ListedInputs>[] = [
    { header: 'File', value: ({ file }) => printableLine(file) },
    { header: 'Inputs', align: 'right', value: ({ count }) => count },
    ...some(files, ({ adversarial }) => adversarial > 0, {
      header: 'Attacks',
      align: 'right',
      value: ({ adversarial }) => adversarial,
    }),
    ...some(files, ({ problems }) => problems > 0, {
      header: 'Wrong',
      align: 'right',
      value: ({ problems }) => problems,
      style: ({ problems }) => (problems > 0 ? 'red' : undefined),
    }),
    { header: 'Personas', value: ({ personas }) => listed(personas) },
    { header: 'Locales', value: ({ locales }) => listed(locales) },
    { header: 'Seeds', value: ({ seeds }) => listed(seeds.map(String)) },
    ...some(files, ({ models }) => models.length > 0, {
      header: 'Models',
      value: ({ models }) => listed(models),
    }),
    { header: 'Used by', overflow: 'truncate', value: ({ used_by }) => listed(used_by) },
  ];
  return formatTable(files, columns, mode);
}

/** A column, where at least one file has something for it. */
function some(
  files: readonly ListedInputs[],
  has: (file: ListedInputs) => boolean,
  column: Column<ListedInputs>,
): Column<ListedInputs>[] {
  return files.some(has) ? [column] : [];
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? '–' : printableLine(words.join(', '));
}
