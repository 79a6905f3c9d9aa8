import type { ErrorReport } from '../error-report.js';
import type { StreamMode } from '../output-mode.js';
import { printable } from '../printable.js';
import { indentLines, wrap } from './text.js';

/**
 * An error for people: what happened, where, and what to do next.
 *
 * @returns lines, with a line feed at the end
 */
export function formatError(
  report: ErrorReport,
  mode: Pick<StreamMode, 'proseWidth' | 'paint'>,
): string {
  const { paint, proseWidth } = mode;
  const headline = `${paint(['red', 'bold'], '[ERROR]')} ${printable(report.message)}`;
  const blocks = [wrap(headline, proseWidth).join('\n')];
  if (report.location !== undefined) blocks.push(formatLocation(report.location, mode));
  if (report.hint !== undefined) blocks.push(formatHint(report.hint, mode));
  if (report.docs_url !== undefined) blocks.push(`  ${paint('dim', report.docs_url)}`);
  if (report.trace !== undefined) {
    blocks.push(paint('dim', indentLines(printable(report.trace.join('\n')), '  ')));
  }
  return `${blocks.join('\n')}\n`;
}

/** A hint is a sentence; lines after the first are commands, to be copied as they are. */
function formatHint(
  hint: string,
  { paint, proseWidth }: Pick<StreamMode, 'proseWidth' | 'paint'>,
): string {
  const [sentence = '', ...commands] = printable(hint).split('\n');
  const [first = '', ...rest] = wrap(sentence, proseWidth - 2);
  const lines = [...rest, ...commands].map((line) => `  ${line}`);
  return [`${paint('cyan', '→')} ${first}`, ...lines].join('\n');
}

function formatLocation(
  location: NonNullable<ErrorReport['location']>,
  { paint }: Pick<StreamMode, 'paint'>,
): string {
  const { file, line, column, excerpt } = location;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const lines = [`  ${paint('dim', 'at')} ${printable(place)}`];
  if (excerpt !== undefined && excerpt !== '' && line !== undefined) {
    const gutter = `${line}`;
    const shown = printable(excerpt);
    lines.push(`  ${paint('dim', `${gutter} |`)} ${shown}`);
    if (column !== undefined && column <= shown.length + 1) {
      const margin = `${' '.repeat(gutter.length)} |`;
      lines.push(`  ${paint('dim', margin)} ${' '.repeat(column - 1)}${paint('red', '^')}`);
    }
  }
  return lines.join('\n');
}
