import { shellWord } from '@fluxloop/core/notation';
import { mark, printableLine, type StreamMode } from '@fluxloop/plugin-kit';
import type { GeneratedInputs } from '@fluxloop/runner';

/** What was made, and on the last line how it is used. */
export function formatGenerated(result: GeneratedInputs, mode: StreamMode): string {
  const { file, count, persona, locales, seed, usage, scenario, found } = result;
  const what = `${count} ${count === 1 ? 'input' : 'inputs'} of ${printableLine(persona)} (${locales.join(', ')}, seed ${seed})`;
  if (file === null) return `${mark('good', mode.paint)} ${what}\n`;
  const use =
    scenario === null
      ? `Use them in a scenario, scenarios/NAME.yaml: ${mode.paint('bold', usage ?? '')}`
      : found
        ? `Now try them: ${mode.paint('bold', `fluxloop test --scenario ${shellWord(scenario)}`)}`
        : `fluxloop test does not look there. Name the file under scenarios: of fluxloop.yaml, or move it to scenarios/.`;
  return `${mark('good', mode.paint)} ${what}: ${printableLine(file)}\n\n${use}\n`;
}
