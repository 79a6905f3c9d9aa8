import { caseQuery, type Verdict, verdict } from '@fluxloop/core/contract';
import * as z from 'zod';

const { scenario, search, sort } = caseQuery.shape;

const verdicts = z
  .array(verdict)
  .or(verdict.transform((one) => [one]))
  .transform((chosen) => verdict.options.filter((one) => chosen.includes(one)));

/**
 * The case list's filters as the address keeps them. What an address says wrongly counts as not
 * said, so that an old or mistyped link still opens; what is the default is left out of addresses.
 */
export const caseFilters = z.object({
  verdict: verdicts.optional().catch(undefined),
  scenario: scenario.catch(undefined),
  search: search.catch(undefined),
  sort: sort.unwrap().exclude(['name']).optional().catch(undefined),
});

/** Which cases to show, and in what order. */
export type CaseFilters = z.output<typeof caseFilters>;

/** The filters with one verdict switched on or off. */
export function toggleVerdict(filters: CaseFilters, toggled: Verdict): CaseFilters {
  const chosen = filters.verdict ?? [];
  const next = verdict.options.filter((one) => chosen.includes(one) !== (one === toggled));
  return { ...filters, verdict: next.length === 0 ? undefined : next };
}

/** Whether any case is left out. The order leaves out none. */
export function isFiltered({ verdict, scenario, search }: CaseFilters): boolean {
  return Boolean(verdict?.length || scenario || search);
}
