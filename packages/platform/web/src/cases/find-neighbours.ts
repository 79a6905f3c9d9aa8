/** What names a case of a run. */
export interface Neighbour {
  case_id: string;
  iteration: number;
}

/** Where a case stands in a list. */
export interface Neighbours {
  /** From 1. */
  position: number;
  previous: Neighbour | undefined;
  next: Neighbour | undefined;
}

/** The cases before and after one; `null` when the list does not hold it. */
export function findNeighbours(
  cases: readonly Neighbour[],
  { case_id, iteration }: { case_id: string; iteration: string },
): Neighbours | null {
  const index = cases.findIndex(
    (one) => one.case_id === case_id && String(one.iteration) === iteration,
  );
  if (index === -1) return null;
  return { position: index + 1, previous: cases[index - 1], next: cases[index + 1] };
}
