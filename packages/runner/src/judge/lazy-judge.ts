import { FluxLoopError } from '@fluxloop/core/errors';
import { CriterionFault } from '../criteria/criterion.js';
import type { Judge, JudgeAnswer, Judgement } from './judge.js';
import type { JudgeQuestion } from './judge-prompt.js';
import { type JudgeUsage, noUsage } from './judge-usage.js';
import type { OpenJudgeOptions } from './open-judge.js';

/** The judge of a run that may never need it: it is made ready by the first question. */
export class LazyJudge {
  readonly #options: OpenJudgeOptions;
  #opening: Promise<Judge> | null = null;
  #judge: Judge | null = null;

  constructor(options: OpenJudgeOptions) {
    this.#options = options;
  }

  /** What all questions took so far; `null` when there was none. */
  get usage(): JudgeUsage | null {
    return this.#opening === null ? null : (this.#judge?.usage ?? noUsage());
  }

  /**
   * As {@link Judge.ask}.
   * @throws CriterionFault also when the judge cannot be made ready
   */
  async ask<Answer extends JudgeAnswer>(
    question: JudgeQuestion<Answer>,
  ): Promise<Judgement<Answer>> {
    this.#opening ??= this.#open();
    return (await this.#opening).ask(question);
  }

  /** Ends what is being asked. */
  async close(reason?: unknown): Promise<void> {
    await this.#judge?.close(reason);
  }

  async #open(): Promise<Judge> {
    const { openJudge } = await import('./open-judge.js');
    try {
      this.#judge = await openJudge(this.#options);
      return this.#judge;
    } catch (error) {
      if (!(error instanceof FluxLoopError)) throw error;
      throw new CriterionFault(error.code, error.message);
    }
  }
}
