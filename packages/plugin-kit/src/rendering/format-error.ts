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
  mode: Pick<StreamMode, 'width' | 'paint'>,
): string {
  const { paint } = mode;
  const blocks = [
    wrap(`${paint(['red', 'bold'], '[ERROR]')} ${printable(report.message)}`, mode.width).join(
      '\n',
    ),
  ];
  if (report.location !== undefined) blocks.push(formatLocation(report.location, mode));
  if (report.hint !== undefined) {
    blocks.push(
      printable(report.hint)
        .split('\n')
        .flatMap((line, index) =>
          wrap(line, mode.width - 2).map((part, wrapped) =>
            index === 0 && wrapped === 0 ? `${paint('cyan', '→')} ${part}` : `  ${part}`,
          ),
        )
        .join('\n'),
    );
  }
  if (report.docs_url !== undefined) blocks.push(`  ${paint('dim', report.docs_url)}`);
  if (report.trace !== undefined) {
    blocks.push(paint('dim', indentLines(printable(report.trace.join('\n')), '  ')));
  }
  return `${blocks.join('\n')}\n`;
}

function formatLocation(
  location: NonNullable<ErrorReport['location']>,
  { paint }: Pick<StreamMode, 'paint'>,
): string {
  const { file, line, column, excerpt } = location;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const lines = [`  ${paint('dim', 'at')} ${printable(place)}`];
  if (excerpt !== undefined && line !== undefined) {
    const gutter = `${line}`;
    const shown = printable(excerpt);
    lines.push(`  ${paint('dim', `${gutter} |`)} ${shown}`);
    if (column !== undefined && column <= shown.length + 1) {
      lines.push(
        `  ${paint('dim', `${' '.repeat(gutter.length)} |`)} ${' '.repeat(column - 1)}${paint('red', '^')}`,
      );
    }
  }
  return lines.join('\n');
}
