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
const MAX_TITLE = 400;
const HERE: Path = [];
const NAME: Path = ['name'];
const CRITERIA: Path = ['criteria'];

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
    const cases: TestCase[] = [];
    for (const asker of this.#whoAsks()) cases.push(this.#build(written, asker));
    return cases;
  }

  /** What is judged once, over all rows of the scenario. */
  runCriteria(): RunCriterion[] {
    // What depends on a case judges no run; another takes its place, so that errors find theirs.
    const all = this.#frame.criteria.flatMap(({ list, ...one }) => {
      const fixed = list.map((entry) => (hasPlaceholder(entry) ? 'is-json' : entry));
      return this.#read(fixed, 'scenario', null, one);
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
      : ofCases(this.#frame.criteria.flatMap((one) => this.#read(one.list, 'scenario', null, one)));
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
    const { input } = written;
    const frame = this.#frame;
    const conversation = converse(written);
    const context = mergeContext(known, conversation.context);
    const variables =
      frame.interpolate && input.interpolate !== false ? (context ?? NO_VARIABLES) : null;
    const shared = criteria ?? this.#templateCriteria(context ?? NO_VARIABLES);
    const turns: CaseTurn[] = [];
    for (const turn of conversation.turns) {
      turns.push(this.#turn(turn, written, context, variables));
    }
    const prose = withProse(input.criteria, input.expected_behavior);
    const own = this.#read(prose, 'case', variables, written, CRITERIA);
    const testCase: TestCase = {
      scenario: frame.name,
      title:
        input.name === undefined
          ? null
          : fill(input.name, variables, written, NAME).slice(0, MAX_TITLE),
      turns,
      criteria: own.length === 0 ? shared : shared.length === 0 ? own : [...shared, ...own],
      minScore: input.min_score ?? frame.minScore,
      skip: skipReason(input.skip),
      source: written,
    };
    // Few cases have them, and every case is made here.
    if (persona !== null) testCase.persona = persona.name;
    const weight = (input.weight ?? frame.weight) * (persona?.weight ?? 1);
    if (weight !== 1) testCase.weight = weight;
    const timeoutMs = input.timeout ?? frame.timeoutMs;
    if (timeoutMs !== undefined) testCase.timeoutMs = timeoutMs;
    return testCase;
  }

  #templateCriteria(variables: Variables): Criterion[] {
    return ofCases(
      this.#frame.criteria.flatMap((one) => this.#read(one.list, 'scenario', variables, one)),
    );
  }

  #turn(
    turn: WrittenTurn,
    written: WrittenInput,
    around: Context | undefined,
    variables: Variables | null,
  ): CaseTurn {
    const context = mergeContext(around, turn.context);
    const own =
      variables === null ? null : turn.context === undefined ? variables : (context ?? {});
    const text = fill(turn.text, own, written, turn.textPath);
    const prose = withProse(turn.criteria, turn.expectedBehavior);
    const criteria =
      prose.length === 0
        ? NO_CRITERIA
        : this.#read(prose, 'turn', own, written, [...turn.path, ...CRITERIA]);
    return context === undefined ? { text, criteria } : { text, context, criteria };
  }

  /**
   * @param variables - `null` where braces are meant as they are
   * @param around - what the list stands in
   * @param within - the way from there to the list. Default: it is there
   */
  #read(
    list: readonly unknown[],
    of: CriteriaPlace,
    variables: Variables | null,
    around: { place: Place; path: Path },
    within: Path = HERE,
  ): readonly Criterion[] {
    if (list.length === 0) return NO_CRITERIA;
    const filled =
      variables !== null && hasPlaceholder(list)
        ? fillList(list, variables, around.place, [...around.path, ...within])
        : list;
    const quick = this.#reader.readQuick(filled, of);
    if (quick !== null) return quick;
    const key = `${of}${JSON.stringify(filled)}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const criteria = this.#parse(filled, of, around, within);
    const hash = hashOf(key);
    const slot = hash & (SEEN_LISTS - 1);
    if (this.#seen[slot] === hash) {
      if (this.#compiled.size >= KEPT_LISTS) this.#compiled.clear();
      this.#compiled.set(key, criteria);
    }
    this.#seen[slot] = hash;
    return criteria;
  }

  #parse(
    list: readonly unknown[],
    of: CriteriaPlace,
    { place, path: before }: { place: Place; path: Path },
    between: Path,
  ): Criterion[] {
    try {
      return this.#reader.read(list, of);
    } catch (error) {
      if (!(error instanceof CriterionSyntaxError)) throw error;
      const { path: within, message, hint, part } = error.problem;
      throw errorAt(place, [...before, ...between, ...within], {
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

function fill(
  text: string,
  variables: Variables | null,
  { place, path }: WrittenInput,
  within: Path,
): string {
  if (variables === null || !text.includes('{{')) return text;
  return known(() => interpolateText(text, variables), place, [...path, ...within]);
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
