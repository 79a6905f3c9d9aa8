import { Args, Flags } from '@fluxloop/plugin-kit';
import type { Interfaces } from '@oclif/core';

/** The names of `REFERENCE_CRITERIA`; the runner is not loaded for the help. */
const REFERENCE_CRITERIA = [
  'comparison',
  'similar',
  'equals',
  'contains',
  'icontains',
  'none',
] as const;

/** What is imported. */
export const importArgs = {
  file: Args.string({ description: 'The file to import; it is not changed.', required: true }),
};

/** The flags of every `fluxloop import` command. */
export const importFlags = {
  out: Flags.string({
    summary: "Where to write. [default: the project's scenarios folder]",
    helpValue: 'DIR',
  }),
  name: Flags.string({ summary: 'What the scenario is called.', helpValue: 'NAME' }),
  force: Flags.boolean({ summary: 'Write over files that are there.' }),
};

/** What is asked of an answer that has a reference. */
export function expectFlag(usual: (typeof REFERENCE_CRITERIA)[number]) {
  return Flags.option({
    summary: 'What is asked of an answer whose reference is known.',
    options: REFERENCE_CRITERIA,
    default: usual,
  })();
}

/** The flags of files that have columns: tables, and lines of JSON. */
export const recordFlags = {
  ...importFlags,
  text: Flags.string({ summary: 'The column that is what the user says.', helpValue: 'COLUMN' }),
  reference: Flags.string({ summary: 'The column of reference answers.', helpValue: 'COLUMN' }),
  title: Flags.string({ summary: "The column of the cases' names.", helpValue: 'COLUMN' }),
  context: Flags.string({
    summary: 'A column that the agent is given to know; may be repeated.',
    helpValue: 'COLUMN',
    multiple: true,
    multipleNonGreedy: true,
  }),
  expect: expectFlag('icontains'),
};

/** What these flags say to the importer of such files. */
export function recordOptions({
  name,
  text,
  reference,
  title,
  context,
  expect,
}: Interfaces.InferredFlags<typeof recordFlags>) {
  return { name, text, reference, title, context, expect };
}
