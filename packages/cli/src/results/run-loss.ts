import { readRun, type StoredRun } from '@fluxloop/runner';
import { type ListedRun, listedRun } from './listed-run.js';

/** What goes with a run. */
export interface RunLoss {
  run_id: string;
  state: ListedRun['state'];
  /** How many rows it has. */
  rows: number;
  /** How many of them some platform has. */
  uploaded_rows: number;
  /** Where they are. */
  uploads: ListedRun['uploads'];
}

/** What would be lost with each run. */
export async function lossesOf(runs: readonly StoredRun[]): Promise<RunLoss[]> {
  const losses: RunLoss[] = [];
  for (const run of runs) {
    const { run_id, state, totals, uploads, folder } = await listedRun(run);
    const rows = totals?.cases ?? (await countRows(folder));
    const uploaded_rows = Math.min(rows, Math.max(0, ...uploads.map((one) => one.rows)));
    losses.push({ run_id, state, rows, uploaded_rows, uploads });
  }
  return losses;
}

/** `run_…: 60 rows, which no platform has`. */
export function lossInWords({ run_id, rows, uploaded_rows, uploads }: RunLoss): string {
  const count = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  if (rows === 0) return `${run_id}: ${count}`;
  if (uploaded_rows === 0) return `${run_id}: ${count}, which no platform has`;
  const where = uploads.map(({ project, platform }) => `${project} at ${platform}`).join(', ');
  if (uploaded_rows === rows) return `${run_id}: ${count}, which are uploaded (${where})`;
  return `${run_id}: ${count}, of which ${rows - uploaded_rows} are not uploaded (${where} has the others)`;
}

/** Of a run that was killed before it could add up. */
async function countRows(folder: string): Promise<number> {
  let count = 0;
  for await (const _ of (await readRun(folder)).rows()) count += 1;
  return count;
}
