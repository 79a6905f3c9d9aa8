import { nearest } from '@fluxloop/core/notation';

/** A way through a document: keys and indexes. */
export type CriterionPath = readonly (string | number)[];

/** What is wrong with a criterion of a scenario, and where in the list or the entry it stands. */
export interface CriterionProblem {
  /** From the list's place in the document: the index, then a key. */
  path: CriterionPath;
  message: string;
  hint?: string;
  /** What of the path's last step is wrong. Default: the value. */
  part?: 'key' | 'value';
}

/** A criterion of a scenario cannot be used; whoever knows the file turns it into an error with a place. */
export class CriterionSyntaxError extends Error {
  override readonly name = 'CriterionSyntaxError';
  readonly problem: CriterionProblem;

  constructor(problem: CriterionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A criterion's name that nobody knows, with the one that was probably meant. */
export function unknownType(
  type: string,
  known: readonly string[],
  { path, part }: { path: CriterionPath; part: 'key' | 'value' },
): CriterionSyntaxError {
  const negated = type.startsWith('not-');
  const close = nearest(negated ? type.slice(4) : type, known);
  return new CriterionSyntaxError({
    path,
    part,
    message: `There is no criterion "${type}".`,
    hint:
      close === undefined
        ? `There are ${known.join(', ')}, and "not-" before any of them.`
        : `Did you mean "${negated ? 'not-' : ''}${close}"?`,
  });
}

/** A key that a criterion does not have, with the one that was probably meant. */
export function unknownOption(
  key: string,
  { options, types }: { options: readonly string[]; types: readonly string[] },
  path: CriterionPath,
): CriterionSyntaxError {
  const close = nearest(key, [...options, ...types]);
  return new CriterionSyntaxError({
    path,
    part: 'key',
    message: `A criterion has no "${key}".`,
    hint:
      close === undefined
        ? `Beside its name and value it may have ${listed(options)}.`
        : `Did you mean "${close}"?`,
  });
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
