import type { CriterionResult, ResultRow } from '@fluxloop/core/contract';
import { formatFields, mark, printable, type StreamMode } from '@fluxloop/plugin-kit';
import { indentLines, wrap } from '@fluxloop/plugin-kit/rendering';
import { inPercent, inTime } from './format-run.js';
import { VERDICT_MARKS } from './verdict-marks.js';
import { diffWords } from './word-diff.js';

/** One case for people: who said what, and what each criterion made of it. */
export function formatTranscript(row: ResultRow, mode: StreamMode): string {
  const { paint } = mode;
  const lines = [
    formatFields(
      [
        ['Case', row.name],
        ['Scenario', row.scenario],
        ['Verdict', row.verdict],
        ['Score', inPercent(row.score)],
        ['Time', inTime(row.duration_ms)],
        ['Iteration', row.iteration === 0 ? null : row.iteration + 1],
        ['Attempts', row.attempts === 1 ? null : row.attempts],
        ['Error', row.error && `${row.error.code}: ${row.error.message}`],
      ],
      mode,
    ),
  ];
  let turn = -1;
  for (const message of row.messages) {
    if (message.role === 'user') turn += 1;
    const latency = message.latency_ms === undefined ? '' : ` (${inTime(message.latency_ms)})`;
    lines.push(
      `${paint('bold', message.role === 'user' ? 'User' : 'Agent')}${paint('dim', latency)}`,
    );
    lines.push(...wrapped(message.text, mode));
    if (message.role === 'agent') lines.push(...criteria(row, turn, mode));
    lines.push('');
  }
  const whole = criteria(row, undefined, mode);
  if (whole.length > 0) lines.push(paint('bold', 'The whole case'), ...whole, '');
  return lines.join('\n');
}

function criteria(row: ResultRow, turn: number | undefined, mode: StreamMode): string[] {
  return row.criteria
    .filter((one) => one.turn === turn)
    .map((criterion) => {
      const { verdict, type, expected, reason } = criterion;
      const sign = mark(VERDICT_MARKS[verdict], mode.paint);
      const expectation = expected === '' ? '' : ` ${printable(expected)}`;
      const [first = '', ...rest] = wrap(
        `${type}${expectation}${verdict === 'pass' ? '' : `: ${printable(reason)}`}`,
        mode.width - 4,
      );
      return [
        `  ${sign} ${first}`,
        ...rest.map((line) => `    ${line}`),
        ...difference(row, criterion, mode),
      ].join('\n');
    });
}

/** Of a text that was to be said word by word: where it and what was said part. */
function difference(row: ResultRow, criterion: CriterionResult, mode: StreamMode): string[] {
  if (criterion.type !== 'equals' || criterion.verdict !== 'fail') return [];
  const answers = row.messages.filter(({ role }) => role === 'agent');
  const answer = answers[criterion.turn ?? answers.length - 1];
  const stretches = answer === undefined ? null : diffWords(criterion.expected, answer.text);
  if (stretches === null) return [];
  const text = stretches.map(({ kind, text: words }) => {
    const shown = printable(words);
    if (kind === 'same') return shown;
    const [open, close] = kind === 'missing' ? ['[-', '-]'] : ['{+', '+}'];
    return shown.replace(/^(.*?)(\s*)$/s, `${open}$1${close}$2`);
  });
  const colored = (line: string): string =>
    line
      .replace(/\[-.*?-\]/g, (word) => mode.paint('red', word))
      .replace(/\{\+.*?\+\}/g, (word) => mode.paint('green', word));
  return text
    .join('')
    .split('\n')
    .flatMap((line) => wrap(line, mode.width - 6))
    .map((line) => `      ${colored(line)}`);
}

function wrapped(text: string, mode: StreamMode): string[] {
  return printable(text)
    .split('\n')
    .flatMap((line) => wrap(line, mode.width - 2))
    .map((line) => indentLines(line, '  '));
}
