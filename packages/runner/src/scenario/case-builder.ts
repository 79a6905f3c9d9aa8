import type { CriteriaPlace, CriteriaReader } from '../criteria/criteria-reader.js';
import type { Criterion } from '../criteria/criterion.js';
import { CriterionSyntaxError } from '../criteria/criterion-problem.js';
import { behaviorCriteria, type ExpectedBehavior } from '../criteria/expected-behavior.js';
import type { RunCriterion } from '../criteria/run-criteria.js';
import { ConversationError, conversationOf, type WrittenTurn } from './conversation.js';
import {
  hasPlaceholder,
  interpolateText,
  interpolateValue,
  MissingVariableError,
  type Variables,
} from './interpolate.js';
import { type Context, mergeContext } from './merge-context.js';
import type { Persona } from './persona-schema.js';
import { errorAt, type Path, type Place } from './place.js';
import type { ScenarioInput } from './scenario-schema.js';
import type { CaseTurn, TestCase } from './test-case.js';

/** Distinct lists of criteria that are kept compiled; a data file may hold any number. */
const KEPT_LISTS = 512;
const SEEN_LISTS = 4096;
const NO_VARIABLES: Variables = {};
const NO_CRITERIA: readonly Criterion[] = [];

/** A list of criteria and where it stands. */
export interface WrittenCriteria {
  list: readonly unknown[];
  place: Place;
  path: Path;
}

/** What holds for every case of a scenario. */
export interface ScenarioFrame {
  name: string;
  criteria: readonly WrittenCriteria[];
  minScore: number;
  weight: number;
  context: Context | undefined;
  /** Who asks; empty where nobody in particular does. */
  personas: readonly Persona[];
  interpolate: boolean;
  timeoutMs: number | undefined;
}

/** An input and where it stands. */
export interface WrittenInput {
  input: ScenarioInput;
  place: Place;
  path: Path;
}

/** Who asks, with what is the same for all of its cases. */
interface Asker {
  persona: Persona | null;
  context: Context | undefined;
  /** The scenario's criteria; `null` where they depend on the case. */
  criteria: readonly Criterion[] | null;
}

/**
 * Makes the cases of one scenario. What does not depend on the case is made once: the criteria of the
 * scenario, the context of a persona, and each distinct list of criteria.
 */
export class CaseBuilder {
  readonly #frame: ScenarioFrame;
  readonly #reader: CriteriaReader;
  readonly #isTemplate: boolean;
  readonly #compiled = new Map<string, readonly Criterion[]>();
  /** Hashes of lists that were read: a list that comes once only is not worth keeping. */
  readonly #seen = new Int32Array(SEEN_LISTS);
  #askers: readonly Asker[] | undefined;

  constructor(frame: ScenarioFrame, reader: CriteriaReader) {
    this.#frame = frame;
    this.#reader = reader;
    this.#isTemplate = frame.interpolate && frame.criteria.some(({ list }) => hasPlaceholder(list));
  }

  /** The scenario's. */
  get name(): string {
    return this.#frame.name;
  }

  /** How many cases an input becomes. */
  get casesPerInput(): number {
    return Math.max(1, this.#frame.personas.length);
  }

  /**
   * The cases of an input, one for each persona.
   * @throws ConfigurationError `criterion_invalid`, `variable_missing`, `conversation_invalid`
   * @throws NotLoadedYet when a criterion must be loaded first; see `whenLoaded`
   */
  build(written: WrittenInput): TestCase[] {
    return this.#whoAsks().map((asker) => this.#build(written, asker));
  }

  /** What is judged once, over all rows of the scenario. */
  runCriteria(): RunCriterion[] {
    // What depends on a case judges no run; another takes its place, so that errors find theirs.
    const all = this.#frame.criteria.flatMap(({ list, ...one }) => {
      const fixed = list.map((entry) => (hasPlaceholder(entry) ? 'is-json' : entry));
      return this.#read({ ...one, list: fixed }, 'scenario', null);
    });
    return all.flatMap(({ type, negated, weight, check }) =>
      check.run === undefined
        ? []
        : [{ type, expected: check.expected, negated, weight, ...check.run }],
    );
  }

  /** Reads the scenario's own criteria, so that what is wrong with them shows without any input. */
  check(): void {
    this.#whoAsks();
  }

  #whoAsks(): readonly Asker[] {
    if (this.#askers !== undefined) return this.#askers;
    const { personas, context } = this.#frame;
    const criteria = this.#isTemplate
      ? null
      : ofCases(this.#frame.criteria.flatMap((one) => this.#read(one, 'scenario', null)));
    this.#askers =
      personas.length === 0
        ? [{ persona: null, context, criteria }]
        : personas.map((persona) => ({
            persona,
            context: mergeContext(mergeContext(context, persona.context), {
              persona: toldAbout(persona),
            }),
            criteria,
          }));
    return this.#askers;
  }

  #build(written: WrittenInput, { persona, context: known, criteria }: Asker): TestCase {
    const { input, place, path } = written;
    const frame = this.#frame;
    const conversation = converse(written);
    const context = mergeContext(known, conversation.context);
    const variables =
      frame.interpolate && input.interpolate !== false ? (context ?? NO_VARIABLES) : null;
    const shared =
      criteria ??
      ofCases(
        frame.criteria.flatMap((one) => this.#read(one, 'scenario', context ?? NO_VARIABLES)),
      );
    const own = this.#read(
      {
        list: withProse(input.criteria, input.expected_behavior),
        place,
        path: [...path, 'criteria'],
      },
      'case',
      variables,
    );
    const weight = (input.weight ?? frame.weight) * (persona?.weight ?? 1);
    const timeoutMs = input.timeout ?? frame.timeoutMs;
    return {
      scenario: frame.name,
      title:
        input.name === undefined
          ? null
          : fill(input.name, variables, place, [...path, 'name']).slice(0, 400),
      turns: conversation.turns.map((turn) => this.#turn(turn, written, context, variables)),
      criteria: own.length === 0 ? shared : shared.length === 0 ? own : [...shared, ...own],
      ...(persona === null ? {} : { persona: persona.name }),
      ...(weight === 1 ? {} : { weight }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      minScore: input.min_score ?? frame.minScore,
      skip: skipReason(input.skip),
      source: written,
    };
  }

  #turn(
    turn: WrittenTurn,
    { place, path }: WrittenInput,
    around: Context | undefined,
    variables: Variables | null,
  ): CaseTurn {
    const context = mergeContext(around, turn.context);
    const own =
      variables === null ? null : turn.context === undefined ? variables : (context ?? {});
    return {
      text: fill(turn.text, own, place, [...path, ...turn.textPath]),
      ...(context === undefined ? {} : { context }),
      criteria: this.#read(
        {
          list: withProse(turn.criteria, turn.expectedBehavior),
          place,
          path: [...path, ...turn.path, 'criteria'],
        },
        'turn',
        own,
      ),
    };
  }

  /** @param variables - `null` where braces are meant as they are */
  #read(
    { list, place, path }: WrittenCriteria,
    of: CriteriaPlace,
    variables: Variables | null,
  ): readonly Criterion[] {
    if (list.length === 0) return NO_CRITERIA;
    const filled =
      variables !== null && hasPlaceholder(list) ? fillList(list, variables, place, path) : list;
    const key = `${of}${JSON.stringify(filled)}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const criteria = this.#parse(filled, of, place, path);
    const hash = hashOf(key);
    const slot = hash & (SEEN_LISTS - 1);
    if (this.#seen[slot] === hash) {
      if (this.#compiled.size >= KEPT_LISTS) this.#compiled.clear();
      this.#compiled.set(key, criteria);
    }
    this.#seen[slot] = hash;
    return criteria;
  }

  #parse(list: readonly unknown[], of: CriteriaPlace, place: Place, path: Path): Criterion[] {
    try {
      return this.#reader.read(list, of);
    } catch (error) {
      if (!(error instanceof CriterionSyntaxError)) throw error;
      const { path: within, message, hint, part } = error.problem;
      throw errorAt(place, [...path, ...within], {
        code: 'criterion_invalid',
        message,
        hint,
        ...(part === undefined ? {} : { part }),
      });
    }
  }
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over UTF-16 code units; of a long text, its start and its end. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 ^ text.length;
  for (let index = 0; index < text.length; index += 1) {
    if (index === 64 && text.length > 128) index = text.length - 64;
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

function withProse(
  list: readonly unknown[],
  prose: ExpectedBehavior | undefined,
): readonly unknown[] {
  return prose === undefined ? list : [...list, ...behaviorCriteria(prose)];
}

function converse({ input, place, path }: WrittenInput) {
  try {
    return conversationOf(input);
  } catch (error) {
    if (!(error instanceof ConversationError)) throw error;
    const { message, hint } = error;
    const code = 'conversation_invalid';
    throw errorAt(place, [...path, ...error.path], { code, message, hint });
  }
}

function fill(text: string, variables: Variables | null, place: Place, path: Path): string {
  return variables === null ? text : known(() => interpolateText(text, variables), place, path);
}

function fillList(
  list: readonly unknown[],
  variables: Variables,
  place: Place,
  path: Path,
): unknown[] {
  return list.map((entry, index) =>
    known(() => interpolateValue(entry, variables), place, [...path, index]),
  );
}

function known<T>(make: () => T, place: Place, path: Path): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof MissingVariableError)) throw error;
    const { message, hint } = error;
    throw errorAt(place, path, { code: 'variable_missing', message, hint });
  }
}

/** What the agent and the texts know of a persona. */
function toldAbout({ name, description, traits }: Persona): Context {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(traits === undefined ? {} : { traits }),
  };
}

/** Those of the run are not judged case by case. */
function ofCases(criteria: readonly Criterion[]): Criterion[] {
  return criteria.filter(({ scope }) => scope !== 'run');
}

function skipReason(skip: boolean | string | undefined): string | null {
  if (typeof skip === 'string') return skip;
  return skip === true ? 'The scenario says so.' : null;
}
