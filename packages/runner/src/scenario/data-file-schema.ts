import * as z from 'zod';

const column = z.string().min(1);

/** Which column, or key of a line, is what. */
const columnMap = z.strictObject({
  text: column.optional().describe('What the user says.'),
  turns: z
    .array(column)
    .min(1)
    .optional()
    .describe('What the user says turn by turn; empty ones at the end are left out.'),
  name: column.optional(),
  expected_behavior: column.optional(),
  weight: column.optional(),
  min_score: column.optional(),
  skip: column.optional(),
  timeout: column.optional(),
  metadata: column.optional(),
  criteria: z
    .union([
      column.describe('A column that holds a list of criteria as JSON.'),
      z.record(z.string().min(1), column),
    ])
    .optional()
    .describe(
      'Criteria by their names: contains: answer. Where the column is empty there is none.',
    ),
  context: z
    .union([z.array(column), z.record(z.string().min(1), column)])
    .optional()
    .describe('The columns that the agent is given to know. Default: all that have no other use.'),
});
export type ColumnMap = z.output<typeof columnMap>;

/** Inputs that lie in a file of their own. */
export const dataFile = z.strictObject({
  file: z
    .string()
    .min(1)
    .describe("A .jsonl or .csv file; its path counts from the scenario's folder."),
  format: z.enum(['jsonl', 'csv']).optional().describe("Default: by the file's ending."),
  columns: columnMap.optional(),
  delimiter: z
    .string()
    .length(1)
    .optional()
    .describe('What separates the columns of a .csv file. Default: a comma; in .tsv a tab.'),
});
export type DataFile = z.output<typeof dataFile>;
