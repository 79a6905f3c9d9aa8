import { encodeLine } from '../ledger/ledger-line.js';
import type { BeginReport } from './report.js';

/** The version of the document; another number means that a program has to look again. */
const VERSION = 1;

/**
 * `jsonl`: the rows as the ledger has them, a line each, checksum included. Of a run that was stored
 * sanitized it is `results.jsonl`, byte for byte.
 */
export const beginJsonlReport: BeginReport = (_run, out) => ({
  add: (row) => out.write(encodeLine(row)),
  end: async () => 0,
});

/** `json`: one document with the run, its summary and every row, a line each. */
export const beginJsonReport: BeginReport = ({ plan, raw, spool }, out) => {
  const rows = spool();
  let separator = '\n';
  return {
    add(row) {
      const line = `${separator}${JSON.stringify(row)}`;
      separator = ',\n';
      return rows.append('rows', line);
    },
    async end(summary) {
      const { run_id, started_at, engine_version, target, iterations, scenarios } = plan;
      const run = { run_id, started_at, engine_version, target, iterations, sanitized: !raw };
      const head = {
        report: 'fluxloop',
        version: VERSION,
        run: {
          ...run,
          scenarios: scenarios.map(({ name, file, cases }) => ({ name, file, cases })),
        },
        summary,
      };
      await out.write(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "rows": [`);
      for await (const text of rows.read('rows')) await out.write(text);
      await out.write('\n  ]\n}\n');
      return 0;
    },
  };
};
