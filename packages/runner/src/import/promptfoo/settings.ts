import type { Json } from '../../scenario/canonical-json.js';
import type { ImportNotes } from '../import-notes.js';
import type { Spot } from './spot.js';

/** Keys of a configuration that are read. */
const READ: ReadonlySet<string> = new Set([
  'description',
  'prompts',
  'tests',
  'scenarios',
  'defaultTest',
  'evaluateOptions',
  'assertionTemplates',
  '$schema',
]);
const LOST: Readonly<Record<string, string>> = {
  providers: 'which agent is tested is said under "runner:" of fluxloop.yaml',
  targets: 'which agent is tested is said under "runner:" of fluxloop.yaml',
  env: 'variables come from your own environment, and reach an agent by "env:" of its runner',
  extensions: 'it is code, and nothing is run by an import',
  nunjucksFilters: 'it is code, and nothing is run by an import',
  outputPath: 'reports are asked for on the command line: fluxloop test --report html',
  sharing: 'results are uploaded by fluxloop test --upload',
  derivedMetrics: 'scores are made of criteria and their weights',
  redteam: 'adversarial inputs are made by fluxloop inputs generate',
  tracing: 'tool calls come with the answers of an agent',
  tags: 'scenarios have no tags; they have a name and a description',
  metadata: 'scenarios have no metadata; they have a name and a description',
  commandLineOptions: 'options are given to fluxloop test',
};

/** What a scenario says of how it runs, out of `evaluateOptions`; everything else is noted. */
export function settingsOf(root: Spot, notes: ImportNotes): { [key: string]: Json } {
  for (const key of root.keys) {
    if (READ.has(key) || key.startsWith('x-')) continue;
    const why = LOST[key] ?? 'scenarios have nothing like it';
    if (key === 'providers' || key === 'targets') {
      for (const provider of root.at(key).items) {
        const id = provider.text ?? provider.at('id').text ?? provider.keys[0] ?? '';
        notes.add(provider.location, `provider ${id}`.trim(), why);
      }
    } else notes.add(root.at(key).keyLocation, `"${key}"`, why);
  }
  const options = root.at('evaluateOptions');
  const settings: { [key: string]: Json } = {};
  for (const key of options.keys) {
    const number = options.at(key).number;
    if (key === 'maxConcurrency' && number !== undefined) settings.parallel = bounded(number);
    else if (key === 'repeat' && number !== undefined) settings.iterations = bounded(number);
    else if (key === 'timeoutMs' && number !== undefined) {
      if (number > 0) settings.timeout = `${number}ms`;
    } else if (key !== 'showProgressBar' && key !== 'cache') {
      notes.add(
        options.at(key).keyLocation,
        `"${key}" of evaluateOptions`,
        'runs have nothing like it',
      );
    }
  }
  const description = root.at('description').text;
  return { ...(description === undefined ? {} : { description }), ...settings };
}

function bounded(count: number): number {
  return Math.min(1_000, Math.max(1, Math.floor(count)));
}
