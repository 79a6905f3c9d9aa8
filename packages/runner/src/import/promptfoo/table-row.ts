import type { ImportNotes } from '../import-notes.js';
import { isAssertionType } from './assertion-kinds.js';
import { assertionOfText } from './expected-text.js';
import type { Spot } from './spot.js';

/** Columns that promptfoo gives a meaning; `__expected`, `__expected1` and so on beside them. */
const LOST_COLUMNS: Readonly<Record<string, string>> = {
  __metric: 'criteria have no labels; they are told apart by their type and value',
  __providerOutput: 'outputs that are there already are tested by runner: replay',
  __metadata: 'inputs have no metadata',
};

/**
 * A test out of a row of a table, as the configuration would have it.
 * https://www.promptfoo.dev/docs/configuration/test-cases/#csv-format
 * @param row - in the place of the row; its value is a mapping of columns
 */
export function testOfRow(row: Spot, notes: ImportNotes): Spot {
  const vars: Record<string, string> = {};
  const assert: Record<string, unknown>[] = [];
  const settings = new Map<string, Record<string, number>>();
  const options: Record<string, string> = {};
  const test: Record<string, unknown> = {};
  for (const column of row.keys) {
    const cell = row.at(column).text ?? '';
    const setting = /^__config:__expected(\d*):(\w+)$/.exec(column);
    if (/^__expected\d*$/.test(column)) {
      if (cell.trim() === '') continue;
      assert.push({ ...assertionOfText(cell.trim(), isAssertionType), column });
    } else if (setting !== null) {
      const number = Number.parseFloat(cell);
      const [, index = '', key = ''] = setting;
      if (key === 'threshold' && Number.isFinite(number)) {
        settings.set(`__expected${index}`, { threshold: number });
      } else if (cell !== '')
        notes.add(row.location, `column "${column}"`, 'it has no counterpart');
    } else if (column === '__description') test.description = cell || undefined;
    else if (column === '__threshold') test.threshold = cell === '' ? undefined : Number(cell);
    else if (column === '__prefix' || column === '__suffix') options[column.slice(2)] = cell;
    else if (/^__/.test(column)) {
      const why =
        LOST_COLUMNS[column.split(':')[0] ?? ''] ??
        'promptfoo has no such column that is known here';
      if (cell !== '') notes.add(row.location, `column "${column}"`, why);
    } else vars[column] = cell;
  }
  return row.with({
    ...test,
    vars,
    options,
    assert: assert.map(({ column, ...fields }) => ({
      ...fields,
      ...settings.get('__expected'),
      ...settings.get(String(column)),
    })),
  });
}
