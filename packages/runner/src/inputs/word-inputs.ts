import { hash } from 'node:crypto';
import type { GenerationConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { createSanitizer, type Sanitizer, SENSITIVE_TYPES } from '@fluxloop/core/sanitizer';
import * as z from 'zod';
import { parseVerdict } from '../judge/judge-prompt.js';
import type { ModelAnswer } from '../model/model-answer.js';
import { ModelConnection } from '../model/model-connection.js';
import { modelKey } from '../model/model-key.js';
import { ModelProblem } from '../model/model-problem.js';
import type { ModelQuestion } from '../model/request-form.js';
import type { GeneratedInput, InputDraft, InputPlan } from './generate.js';
import { GenerationError } from './generation-error.js';
import type { Locale } from './languages/index.js';
import { SLOT_NAMES } from './slots.js';
import { slotsOf, templateParts } from './template.js';
import { UniqueTexts } from './unique-texts.js';
import { WORDING_SCHEMA, wordingMessages } from './wording-prompt.js';

/** How often a model is asked again that answers in another form. */
const MOST_ASKED = 2;
/** Types of values of which some are kept for examples; of keys, none that a project knows is one. */
const RESERVABLE: ReadonlySet<string> = new Set(
  Object.keys(SENSITIVE_TYPES).filter((type) => type !== 'api_key'),
);

/** What {@link wordInputs} takes. */
export interface WordInputsOptions {
  plan: InputPlan;
  /** `generation:` of the project. */
  settings: GenerationConfiguration | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** The project's: it knows words and forms of its own. */
  sanitizer: Sanitizer;
  signal?: AbortSignal;
}

/**
 * Has a model word drafts, some at a time and in their order. What it is shown of the project is
 * sanitized. It writes slots instead of names and numbers, which are filled from reserved ranges; whatever
 * else looks like somebody's is replaced before anybody sees it. Attacks stay as they are.
 * @throws ConfigurationError `generation_missing`, `generation_key_missing`, `proxy_invalid`
 * @throws GenerationError
 * @throws the signal's reason
 */
export async function wordInputs(
  drafts: Iterable<InputDraft>,
  options: WordInputsOptions,
): Promise<AsyncIterable<GeneratedInput>> {
  const { settings } = options;
  if (settings === undefined) {
    throw new ConfigurationError('generation_missing', 'No model is configured to word inputs.', {
      hint: 'Add to fluxloop.yaml: generation: { model: gpt-5-mini }, or leave out --llm.',
    });
  }
  const connection = connect(settings, options);
  return worded(drafts, { ...options, settings }, connection);
}

type Wording = WordInputsOptions & { settings: GenerationConfiguration };

async function* worded(
  drafts: Iterable<InputDraft>,
  options: Wording,
  connection: ModelConnection,
): AsyncGenerator<GeneratedInput> {
  const { settings, signal } = options;
  const stop = () => void connection.close(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const seen = new UniqueTexts();
  const underWay: Promise<InputDraft[]>[] = [];
  const next = async () => {
    for (const input of (await underWay.shift()) ?? []) yielded.push(distinct(input, seen));
  };
  const yielded: GeneratedInput[] = [];
  try {
    for (const batch of batches(drafts, settings.batch)) {
      const wording = wordBatch(batch, options, connection);
      // It is awaited in its turn; until then a failure is nobody's.
      wording.catch(() => undefined);
      underWay.push(wording);
      if (underWay.length < settings.parallel) continue;
      await next();
      yield* yielded.splice(0);
    }
    while (underWay.length > 0) {
      await next();
      yield* yielded.splice(0);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    await connection.close();
  }
}

function* batches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function distinct(input: GeneratedInput & { locale: Locale }, seen: UniqueTexts): GeneratedInput {
  if (seen.add(input.turns.join('\0'))) return input;
  const { gap, phrases } = input.locale.language;
  const reference = input.metadata.index.toString(36).toUpperCase().padStart(4, '0');
  const last = input.turns.length - 1;
  input.turns[last] += `${gap}${phrases.reference.replace('{reference}', reference)}`;
  seen.add(input.turns.join('\0'));
  return input;
}

async function wordBatch(
  drafts: readonly InputDraft[],
  options: Wording,
  connection: ModelConnection,
): Promise<InputDraft[]> {
  const open = drafts.filter(({ intent }) => intent !== null);
  if (open.length === 0) return [...drafts];
  const conversations = await ask(open, options, connection);
  const { plan, settings, sanitizer } = options;
  return drafts.map((draft) => {
    const turns = conversations[open.indexOf(draft)];
    if (turns === undefined) return draft;
    return {
      ...draft,
      turns: turns.map((text) =>
        fill(nobodys(text, plan.seed, draft.locale, sanitizer), draft, plan),
      ),
      metadata: { ...draft.metadata, model: settings.model },
    };
  });
}

async function ask(
  drafts: readonly InputDraft[],
  { plan, settings, sanitizer }: Wording,
  connection: ModelConnection,
): Promise<string[][]> {
  const answer = z.object({
    conversations: z
      .array(z.array(z.string().trim().min(1)).length(plan.turns))
      .length(drafts.length),
  });
  const { persona, seed } = plan;
  const clean = (text: string) => sanitizer.sanitize(text).text;
  const shown = drafts.map((draft) => ({
    ...draft,
    turns: draft.turns.map((text) => nobodys(text, seed, draft.locale, sanitizer)),
  }));
  const messages = wordingMessages(shown, {
    ...plan,
    persona: { ...persona, name: clean(persona.name), description: clean(persona.description) },
  });
  for (let asked = 0; asked < MOST_ASKED; asked += 1) {
    const { text } = await consult(connection, { messages, schema: WORDING_SCHEMA });
    const read = answer.safeParse(parseVerdict(text ?? ''));
    if (read.success) return read.data.conversations;
  }
  throw new GenerationError(
    'model_invalid_answer',
    `The model ${settings.model} did not give the ${drafts.length} conversations that were asked for.`,
    { hint: 'Try another model, or a smaller generation.batch in fluxloop.yaml.' },
  );
}

async function consult(
  connection: ModelConnection,
  question: Omit<ModelQuestion, 'model'>,
): Promise<ModelAnswer> {
  try {
    return await connection.ask(question);
  } catch (error) {
    if (!(error instanceof ModelProblem)) throw error;
    throw new GenerationError(`model_${error.kind}`, error.message, {
      hint: 'See generation: in fluxloop.yaml; without --llm no model is needed.',
    });
  }
}

/** A text in which what is somebody's, or the project's own secret, has become what is nobody's. */
function nobodys(text: string, seed: number, locale: Locale, project: Sanitizer): string {
  let clean = sanitizerFor(seed, locale).sanitize(text).text;
  for (const { type, start, end } of project.detect(clean).reverse()) {
    // What is left of the common types is from a range that nobody has.
    if (RESERVABLE.has(type)) continue;
    clean = `${clean.slice(0, start)}[${type.toUpperCase()}]${clean.slice(end)}`;
  }
  return clean;
}

/** Names that a model makes up might be somebody's; those of the language are nobody's. */
function sanitizerFor(seed: number, { language }: Locale): Sanitizer {
  const known = sanitizers.get(`${seed} ${language.tag}`);
  if (known !== undefined) return known;
  const made = createSanitizer({
    operator: 'fake',
    key: hash('sha256', `fluxloop inputs ${seed}`),
    allow: { reserved: true, values: [...language.names] },
    patterns: [{ type: 'person', replace: language.names[0] ?? '' }],
  });
  sanitizers.set(`${seed} ${language.tag}`, made);
  return made;
}

const sanitizers = new Map<string, Sanitizer>();

/** Slots that there are not are text; double braces would be a scenario's variables. */
function fill(text: string, { slots }: InputDraft, { intents }: InputPlan): string {
  const template = text.replaceAll('{{', '{ {');
  const known = (slot: string) => intents.slots.has(slot) || SLOT_NAMES.includes(slot);
  if (slotsOf(template).length === 0) return template;
  return templateParts(template)
    .map((part) => {
      if (!('slot' in part)) return part.text;
      return known(part.slot) ? slots.slotValue(part.slot) : part.slot;
    })
    .join('');
}

function connect(
  settings: GenerationConfiguration,
  { env, sanitizer }: WordInputsOptions,
): ModelConnection {
  const key = modelKey({
    settings,
    env,
    missing: {
      code: 'generation_key_missing',
      whose: 'the model that words inputs',
      otherwise: 'leave out --llm',
    },
  });
  const { now } = Date;
  const { random } = Math;
  return new ModelConnection({ part: 'model', settings, key, env, sanitizer, now, random });
}
