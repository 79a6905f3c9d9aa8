import { ConfigurationError } from '@fluxloop/core/errors';
import type { InputMetadata } from './generate.js';
import { findInputFiles, type InputProject, readInputs } from './read-inputs.js';

/** What a file of inputs holds. */
export interface ListedInputs {
  /** Relative to the project's root. */
  file: string;
  kind: 'data' | 'scenario';
  /** Inputs that can be used. */
  count: number;
  /** Of these, attacks. */
  adversarial: number;
  /** Who wrote them, as far as the file says. */
  personas: string[];
  locales: string[];
  seeds: number[];
  /** Models that worded them. */
  models: string[];
  /** The scenarios that name it. */
  used_by: string[];
  /** Lines that are no inputs; `inputs validate` says why. */
  problems: number;
}

/** Most files have a handful; nothing that grows with the file is kept. */
const MOST_KEPT = 20;

/** Says what is in each file of inputs of a project. */
export async function listInputs(project: InputProject): Promise<ListedInputs[]> {
  const listed: ListedInputs[] = [];
  for (const file of await findInputFiles(project)) {
    const sets = {
      personas: new Set<string>(),
      locales: new Set<string>(),
      seeds: new Set<number>(),
      models: new Set<string>(),
    };
    const counts = { count: 0, adversarial: 0, problems: 0 };
    for await (const one of readInputs(project, file)) {
      if (one instanceof ConfigurationError) {
        counts.problems += 1;
        continue;
      }
      counts.count += 1;
      const known: { [K in keyof InputMetadata]?: unknown } = one.input.metadata ?? {};
      if (known.adversarial !== undefined) counts.adversarial += 1;
      keep(sets.personas, known.persona, 'string');
      keep(sets.locales, known.locale, 'string');
      keep(sets.seeds, known.seed, 'number');
      keep(sets.models, known.model, 'string');
    }
    listed.push({
      file: file.file,
      kind: file.data === null ? 'scenario' : 'data',
      ...counts,
      personas: [...sets.personas].sort(),
      locales: [...sets.locales].sort(),
      seeds: [...sets.seeds].sort((a, b) => a - b),
      models: [...sets.models].sort(),
      used_by: file.usedBy,
    });
  }
  return listed;
}

function keep<T>(set: Set<T>, value: unknown, type: 'string' | 'number'): void {
  if (typeof value === type && set.size < MOST_KEPT) set.add(value as T);
}
