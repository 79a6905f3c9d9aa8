import { createHmac } from 'node:crypto';
import type { JudgeConfiguration } from '@fluxloop/core/configuration';
import { createPlaceholders, type Sanitizer } from '@fluxloop/core/sanitizer';
import { CriterionFault } from '../criteria/criterion.js';
import type { PromptMessage } from '../model/chat-message.js';
import type { ModelAnswer } from '../model/model-answer.js';
import type { ModelConnection } from '../model/model-connection.js';
import { ModelProblem } from '../model/model-problem.js';
import { canonicalJson, type Json } from '../scenario/canonical-json.js';
import type { JudgeCache } from './judge-cache.js';
import {
  type JudgeQuestion,
  judgeMessages,
  PROMPT_VERSION,
  parseVerdict,
  REMINDER,
} from './judge-prompt.js';
import { addUsage, type JudgeUsage, noUsage } from './judge-usage.js';

/** A judge's answer always says why. */
export type JudgeAnswer = { reason: string } & { [key: string]: Json };

/** What came of a question. */
export interface Judgement<Answer> {
  /** One for each vote. */
  answers: Answer[];
  usage: JudgeUsage;
}

/** What a {@link Judge} is made from. */
export interface JudgeOptions {
  settings: JudgeConfiguration;
  connection: ModelConnection;
  sanitizer: Sanitizer;
  /** Whether the judge sees what was really said. */
  raw: boolean;
  /** `null` keeps nothing. */
  cache: JudgeCache | null;
  /** Makes digests that nobody without it can try texts against. */
  digestKey: Buffer;
}

/** A model that judges what no rule can. */
export class Judge {
  readonly #options: JudgeOptions;
  /** The same question at the same time is asked once. */
  readonly #asking = new Map<string, Promise<Judgement<unknown>>>();
  #usage = noUsage();

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  /** What all questions took so far. */
  get usage(): JudgeUsage {
    return this.#usage;
  }

  /**
   * Asks, as often as `judge.votes` says. What the judge sees is sanitized, unless the run is raw.
   * @throws CriterionFault `judge_invalid_answer` when it answers twice without saying anything;
   *   `judge_unreachable`, `judge_timeout`, `judge_refused`, `judge_rate_limited`, `judge_failed`
   * @throws the reason, once it was closed
   */
  async ask<Answer extends JudgeAnswer>(
    question: JudgeQuestion<Answer>,
  ): Promise<Judgement<Answer>> {
    const shown = { ...question, ...this.#visible(question) };
    const votes = Array.from({ length: this.#options.settings.votes }, (_, vote) =>
      this.#vote(shown, vote),
    );
    const judgements = await Promise.all(votes);
    return {
      answers: judgements.flatMap(({ answers }) => answers),
      usage: judgements.map(({ usage }) => usage).reduce(addUsage),
    };
  }

  /** Ends what is being asked. */
  async close(reason?: unknown): Promise<void> {
    await this.#options.connection.close(reason);
    await this.#options.cache?.close();
  }

  /** What the judge gets to see; what one text gives away is replaced in all of them. */
  #visible({ standard, material }: Pick<JudgeQuestion<unknown>, 'standard' | 'material'>) {
    if (this.#options.raw) return { standard, material };
    const placeholders = createPlaceholders();
    const clean = (value: Json): Json =>
      this.#options.sanitizer.sanitizeValue(value, { placeholders }).value;
    const cleaned = { standard: clean(standard), material: clean(material) };
    const recall = (value: Json) => mapTexts(value, (text) => placeholders.recall(text).text);
    return { standard: recall(cleaned.standard), material: recall(cleaned.material) };
  }

  async #vote<Answer extends JudgeAnswer>(
    question: JudgeQuestion<Answer>,
    vote: number,
  ): Promise<Judgement<Answer>> {
    const key = this.#digest(question, vote);
    const cached = await this.#remembered(question, key);
    if (cached !== null) return cached;
    const asked = this.#asking.get(key);
    // The key says that it is the same question, so the answer has the same form.
    if (asked !== undefined) return asked as Promise<Judgement<Answer>>;
    const asking = this.#ask(question, key).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  #digest(question: JudgeQuestion<unknown>, vote: number): string {
    const { task, standard, material, schema } = question;
    const { base_url, model, temperature } = this.#options.settings;
    const judge = [PROMPT_VERSION, base_url, model, temperature, vote];
    return createHmac('sha256', this.#options.digestKey)
      .update(canonicalJson([judge, task, standard, material, schema]))
      .digest('hex');
  }

  async #remembered<Answer>(
    question: JudgeQuestion<Answer>,
    key: string,
  ): Promise<Judgement<Answer> | null> {
    const known = await this.#options.cache?.get(key);
    const answer = known === undefined ? null : question.read(known);
    if (answer === null) return null;
    const usage = { ...noUsage(), cached: 1 };
    this.#usage = addUsage(this.#usage, usage);
    return { answers: [answer], usage };
  }

  async #ask<Answer extends JudgeAnswer>(
    question: JudgeQuestion<Answer>,
    key: string,
  ): Promise<Judgement<Answer>> {
    const messages = judgeMessages(question, key.slice(0, 16));
    let usage = noUsage();
    let why = '';
    for (const asked of [messages, [...messages, reminder()]]) {
      const said = await this.#consult(asked, question.schema);
      usage = addUsage(usage, this.#count(said));
      const answer = said.text === null ? null : question.read(parseVerdict(said.text));
      why = said.text === null ? said.why : 'its answer is not of the form asked for';
      if (answer === null) continue;
      const kept = { ...answer, reason: this.#clean(answer.reason) };
      await this.#options.cache?.set(key, kept);
      return { answers: [kept], usage };
    }
    throw new CriterionFault('judge_invalid_answer', `The judge gave no verdict, twice: ${why}.`);
  }

  async #consult(
    messages: readonly PromptMessage[],
    schema: { [key: string]: Json },
  ): Promise<ModelAnswer> {
    try {
      return await this.#options.connection.ask({ messages, schema });
    } catch (error) {
      if (!(error instanceof ModelProblem)) throw error;
      throw new CriterionFault(`judge_${error.kind}`, error.message);
    }
  }

  #count({ inputTokens, outputTokens }: ModelAnswer): JudgeUsage {
    const { price } = this.#options.settings;
    const usage: JudgeUsage = {
      calls: 1,
      cached: 0,
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      ...(price === undefined
        ? {}
        : { cost_usd: (inputTokens * price.input + outputTokens * price.output) / 1e6 }),
    };
    this.#usage = addUsage(this.#usage, usage);
    return usage;
  }

  #clean(reason: string): string {
    return this.#options.sanitizer.sanitize(reason, { placeholders: createPlaceholders() }).text;
  }
}

function reminder(): PromptMessage {
  return { role: 'user', content: REMINDER };
}

/** A JSON value with every string in it replaced, the names of members included. */
function mapTexts(value: Json, to: (text: string) => string): Json {
  if (typeof value === 'string') return to(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, to));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [to(name), mapTexts(one, to)]),
  );
}
