import { mark, printable, printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import type { ValidatedFile } from '@fluxloop/runner';

/** A line for each problem, as editors and CI read them, and a sentence for each file. */
export function formatProblems(files: readonly ValidatedFile[], { paint }: StreamMode): string {
  let text = '';
  for (const { file, inputs, problems, problem_count: count } of files) {
    for (const { message, location } of problems) {
      const place = [location.file, location.line, location.column]
        .filter((part) => part !== undefined)
        .join(':');
      text += `${printableLine(place)}: ${printable(message)}\n`;
    }
    if (count > problems.length) text += `… and ${count - problems.length} more in ${file}\n`;
    const said = `${printableLine(file)}: ${inputs} ${inputs === 1 ? 'input' : 'inputs'}`;
    const problem = count === 1 ? 'problem' : 'problems';
    text +=
      count === 0
        ? `${mark('good', paint)} ${said}\n`
        : `${mark('bad', paint)} ${said}, ${count} ${problem}\n`;
  }
  return text;
}
