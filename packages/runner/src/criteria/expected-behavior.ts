/** `expected_behavior` of a scenario: prose, or a list of it. */
export type ExpectedBehavior = string | readonly string[];

/** The criteria that `expected_behavior` stands for: prose is judged by a model, each sentence of a list by itself. */
export function behaviorCriteria(prose: ExpectedBehavior): { llm_judge: string }[] {
  return [prose].flat().map((one) => ({ llm_judge: one }));
}
