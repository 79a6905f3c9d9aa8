import { formatFields, mark, type StreamMode } from '@fluxloop/plugin-kit';
import type { UploadedRuns } from './upload-runs.js';

/** What became of runs' results, for people. */
export function formatUploadedRuns(
  { uploaded, unfinished }: UploadedRuns,
  mode: Pick<StreamMode, 'paint'>,
): string {
  const lines: string[] = [];
  const sign = mark('good', mode.paint);
  if (uploaded.length === 0) lines.push(`${sign} Results: Everything was there already\n`);
  for (const { run, chunks, rows, duplicates } of uploaded) {
    const sent =
      chunks === 0
        ? 'Everything was there already'
        : `Uploaded ${rows} ${rows === 1 ? 'row' : 'rows'}`;
    const known = duplicates === 0 ? '' : `, ${duplicates} of them were there already`;
    lines.push(
      `${sign} Results: ${sent}${chunks === 0 ? '' : known}\n`,
      formatFields(
        [
          ['Run', run.run_id],
          ['Project', run.project],
          ['Run page', run.url],
        ],
        mode,
      )
        .replace(/^/gm, '   ')
        .trimEnd(),
      '\n',
    );
  }
  for (const { run_id } of unfinished) {
    lines.push(`   · ${run_id} is not finished; go on with: fluxloop test --resume ${run_id}\n`);
  }
  return lines.join('');
}
