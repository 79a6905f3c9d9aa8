/** Why a model gave no answer that can be used. */
export type ModelProblemKind = 'unreachable' | 'timeout' | 'refused' | 'rate_limited' | 'failed';

/** A model that gave no answer; the message is a sentence that calls it by its part. */
export class ModelProblem extends Error {
  override readonly name = 'ModelProblem';
  readonly kind: ModelProblemKind;

  constructor(kind: ModelProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
