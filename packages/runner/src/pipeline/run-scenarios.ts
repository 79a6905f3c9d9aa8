import type { Plan } from '../ledger/plan.js';
import type { Scenario } from '../scenario/test-case.js';

/**
 * The scenarios with the number of iterations that holds for this run: what was asked for on the command
 * line, else what a run that is continued was begun with, else the scenario's own.
 * @param asked - how often each case is to run, where somebody said so for this run
 * @param begun - the plan of the run that is continued
 */
export function scenariosOfRun(
  scenarios: readonly Scenario[],
  asked: number | undefined,
  begun: Plan | null,
): Scenario[] {
  return scenarios.map(({ iterations: own, ...scenario }) => {
    const iterations =
      asked !== undefined
        ? undefined
        : begun === null
          ? own
          : begun.scenarios.find(({ name }) => name === scenario.name)?.iterations;
    return iterations === undefined ? scenario : { ...scenario, iterations };
  });
}
