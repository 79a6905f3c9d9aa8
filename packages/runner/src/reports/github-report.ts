import { appendFile } from 'node:fs/promises';
import type { ResultRow } from '@fluxloop/core/contract';
import { excerptLine } from './excerpt.js';
import { MarkdownSummary } from './markdown-report.js';
import { reasonOf, titleOf } from './reason.js';
import type { BeginReport } from './report.js';
import { writingError } from './report-error.js';
import { verdictSentence } from './verdict-sentence.js';

/** GitHub shows ten annotations of each kind for a step; the others would only be in the log. */
const MAX_ANNOTATIONS = 10;
const MAX_TITLE = 120;
const MAX_REASON = 500;

/** A row that gets an annotation. */
interface Annotated {
  kind: 'error' | 'warning';
  row: Pick<ResultRow, 'case_id' | 'scenario'>;
  title: string;
  reason: string;
}

/**
 * `github`: workflow commands that put failures beside the lines of their inputs
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands), and a summary
 * of the job where `GITHUB_STEP_SUMMARY` names its file.
 */
export const beginGithubReport: BeginReport = (run, out) => {
  const summaryOfJob = new MarkdownSummary();
  const annotated: Annotated[] = [];
  const counts = { error: 0, warning: 0 };
  return {
    add(row) {
      summaryOfJob.add(row);
      const reason = reasonOf(row);
      if (reason === null) return undefined;
      const kind = row.verdict === 'unjudged' ? 'warning' : 'error';
      counts[kind] += 1;
      if (counts[kind] <= MAX_ANNOTATIONS) {
        const { case_id, scenario } = row;
        const title = `${row.verdict}: ${excerptLine(`${scenario} › ${titleOf(row)}`, MAX_TITLE)}`;
        const what = excerptLine(reason, MAX_REASON);
        annotated.push({ kind, row: { case_id, scenario }, title, reason: what });
      }
      return undefined;
    },
    async end(summary) {
      const places = await run.places(new Set(annotated.map(({ row }) => row.case_id)));
      for (const { kind, row, title, reason } of annotated) {
        const place = places.get(row.case_id);
        const where = { file: place?.file ?? run.fileOf(row.scenario), line: place?.line ?? null };
        await out.write(workflowCommand(kind, { ...where, title }, reason));
      }
      const more = counts.error + counts.warning - annotated.length;
      const text = `${verdictSentence(summary).text}${more === 0 ? '' : ` ${more} of them have no annotation.`}`;
      await out.write(workflowCommand('notice', { title: 'FluxLoop' }, text));
      if (run.stepSummary !== null) {
        await appendFile(run.stepSummary, summaryOfJob.render(run, summary)).catch(
          (error: unknown) => {
            throw writingError(error, run.stepSummary ?? '');
          },
        );
      }
      return more;
    },
  };
};

/** A workflow command, on a line of its own. Properties without a value are left out. */
function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number | null>>,
  message: string,
): string {
  const listed = Object.entries(properties)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${name} ${listed}::${escapeData(message)}\n`;
}

/**
 * The escapes that the runner takes back
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs). Other control
 * characters are shown as their pictures: the log is read in terminals too.
 */
function escapeData(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replace(/\p{Cc}/gu, pictureOf);
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** U+2400 and the following are the pictures of the first 32 control characters. */
function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}
