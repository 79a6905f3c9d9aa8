import type { RunDistribution } from '@fluxloop/core/contract';

/** A scenario's verdicts. */
export type ScenarioCounts = RunDistribution['scenarios'][number];

const troubled = ({ fail, error }: ScenarioCounts) => fail + error;

/** The scenarios with the most failures and errors first; equal ones by name. */
export const mostTroubledFirst = (scenarios: readonly ScenarioCounts[]): ScenarioCounts[] =>
  scenarios.toSorted(
    (a, b) => troubled(b) - troubled(a) || a.scenario.localeCompare(b.scenario, 'en'),
  );
