import { relative } from 'node:path';
import { mark, type Paint, printableLine } from '@fluxloop/plugin-kit';
import { wrap } from '@fluxloop/plugin-kit/rendering';
import type { ImportNote, ImportResult } from '@fluxloop/runner';

/** As many as people read; `--json` has them all. */
const SHOWN_NOTES = 100;

/** What {@link formatImport} takes. */
interface ImportView {
  cwd: string;
  /** Whether there is a `fluxloop.yaml`. */
  hasProject: boolean;
  paint: Paint;
  proseWidth: number;
}

/** An import for people: what was written, and line by line what was not kept and why. */
export function formatImport(
  result: ImportResult,
  { cwd, hasProject, paint, proseWidth }: ImportView,
): string {
  const { files, inputs, notes, more_notes } = result;
  const lines = files.map((file) => `${mark('good', paint)} ${relative(cwd, file) || file}`);
  lines.push(`${inputs} ${inputs === 1 ? 'case' : 'cases'}`);
  const count = notes.length + more_notes;
  if (count > 0) {
    lines.push('', `${paint('yellow', 'Not kept')} (${count}):`);
    for (const note of notes.slice(0, SHOWN_NOTES))
      lines.push(...noteLines(note, paint, proseWidth));
    const hidden = count - Math.min(notes.length, SHOWN_NOTES);
    if (hidden > 0)
      lines.push(
        `  and ${hidden} more; --json has ${more_notes > 0 ? 'most of them' : 'them all'}`,
      );
  }
  const next = hasProject ? 'fluxloop test' : 'fluxloop init && fluxloop test';
  lines.push('', `Now try it: ${paint('bold', next)}`);
  return `${lines.join('\n')}\n`;
}

function noteLines(
  { location, what, why }: ImportNote,
  paint: Paint,
  proseWidth: number,
): string[] {
  const { file, line, column, excerpt } = location;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [
    `  ${printableLine(place)}  ${printableLine(what)}`,
    ...(excerpt === undefined || excerpt.trim() === ''
      ? []
      : [`    ${paint('dim', `| ${printableLine(excerpt.trim())}`)}`]),
    ...wrap(printableLine(why), proseWidth - 4).map((text) => `    ${text}`),
  ];
}
