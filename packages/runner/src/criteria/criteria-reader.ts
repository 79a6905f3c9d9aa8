import {
  type Check,
  type Criterion,
  type CriterionContext,
  type CriterionKind,
  type CriterionScope,
  CriterionValueError,
} from './criterion.js';
import { CriterionModules } from './criterion-modules.js';
import {
  type CriterionPath,
  CriterionSyntaxError,
  unknownOption,
  unknownType,
} from './criterion-problem.js';
import { BUILT_IN_KINDS, type KindSource, loadedKind } from './kinds.js';
import { NotLoadedYet } from './loading.js';

/** What every criterion may have beside its name and value. */
const COMMON_OPTIONS = ['weight', 'required', 'scope'] as const;
const COMMON: ReadonlySet<string> = new Set(['type', 'value', ...COMMON_OPTIONS]);

/** What a list of criteria belongs to. */
export type CriteriaPlace = 'turn' | 'case' | 'scenario';

/** What a {@link CriteriaReader} is made from. */
export interface CriteriaReaderOptions {
  /** The project's folder, to which paths in criteria are relative. */
  root: string;
  /** Kinds of the user's plugins; their names are none of the built-in ones. */
  kinds?: readonly CriterionKind[];
  /** The user's own files. Default: with nothing in their environment. */
  modules?: CriterionModules;
}

type Fields = Readonly<Record<string, unknown>>;

const NO_OPTIONS: Fields = {};

/** An entry of a list, taken apart. */
interface Entry {
  type: string;
  value: unknown;
  fields: Fields;
  /** Where the name stands, and whether as a key or a value. */
  at: { path: CriterionPath; part: 'key' | 'value' };
  valuePath: CriterionPath;
}

/** Reads the criteria of one project's scenarios. */
export class CriteriaReader {
  readonly #root: string;
  readonly #modules: CriterionModules;
  readonly #kinds: ReadonlyMap<string, KindSource>;
  readonly #textContext: CriterionContext;
  #usesJudge = false;

  constructor({ root, kinds = [], modules }: CriteriaReaderOptions) {
    this.#root = root;
    this.#modules = modules ?? new CriterionModules({ root, env: {}, printSanitizer: null });
    this.#kinds =
      kinds.length === 0
        ? BUILT_IN_KINDS
        : new Map([
            ...BUILT_IN_KINDS,
            ...kinds.map((kind) => [kind.type, loadedKind(kind)] as const),
          ]);
    this.#textContext = {
      root,
      modules: this.#modules,
      scope: undefined,
      readParts: () => {
        throw new CriterionValueError('a text has no parts');
      },
    };
  }

  /** The names of all criteria; `not-` may stand before any of them. */
  get types(): string[] {
    return [...this.#kinds.keys()];
  }

  /** Whether a criterion that was read so far asks the judge. */
  get usesJudge(): boolean {
    return this.#usesJudge;
  }

  /**
   * Reads a list of criteria. Each is a name (`no-pii`), the short form (`contains: order`), or the
   * long one (`type: contains`, `value: order`); options stand beside them in both.
   * @param place - what the list belongs to. Default: a case
   * @throws CriterionSyntaxError
   * @throws NotLoadedYet when a kind must be loaded first; see `whenLoaded`
   */
  read(list: readonly unknown[], place: CriteriaPlace = 'case'): Criterion[] {
    const criteria: Criterion[] = [];
    for (let index = 0; index < list.length; index += 1) {
      const entry = list[index];
      criteria.push(this.#readShort(entry, place) ?? this.#read(entry, [index], place));
    }
    return criteria;
  }

  /**
   * Reads a list of quick criteria in their short form, of which nobody need keep what was made.
   * @returns `null` for any other list
   */
  readQuick(list: readonly unknown[], place: CriteriaPlace): Criterion[] | null {
    const criteria: Criterion[] = [];
    for (let index = 0; index < list.length; index += 1) {
      const criterion = this.#readShort(list[index], place, true);
      if (criterion === null) return null;
      criteria.push(criterion);
    }
    return criteria;
  }

  /**
   * The short form of a text with nothing beside it, `contains: order`: what nearly all of a large data
   * file's criteria are.
   * @returns `null` for all else, and for what is wrong, which is told by whoever takes it apart
   */
  #readShort(entry: unknown, place: CriteriaPlace, onlyQuick = false): Criterion | null {
    if (typeof entry !== 'object' || entry === null) return null;
    let type: string | null = null;
    for (const key in entry) {
      if (type !== null) return null;
      type = key;
    }
    const value = type === null ? undefined : (entry as Fields)[type];
    if (type === null || typeof value !== 'string') return null;
    const kind = this.#source(type)?.kind ?? null;
    if (kind === null || (onlyQuick && kind.isQuick !== true)) return null;
    const check = this.#checkOfText(kind, value);
    if (check === null || check.run !== undefined) return null;
    if (check.usesJudge === true) this.#usesJudge = true;
    const scope = place === 'turn' ? 'turn' : 'case';
    return { type, negated: kind.type !== type, scope, weight: 1, required: false, check };
  }

  #checkOfText(kind: CriterionKind, value: string): Check | null {
    try {
      return kind.create({ value, options: NO_OPTIONS }, this.#textContext);
    } catch (error) {
      if (error instanceof CriterionValueError) return null;
      throw error;
    }
  }

  #read(entry: unknown, path: CriterionPath, place: CriteriaPlace): Criterion {
    const { type, value, fields, at, valuePath } = this.#takeApart(entry, path);
    const source = this.#source(type);
    if (source === undefined) throw unknownType(type, this.types, at);
    const { kind } = source;
    if (kind === null) throw new NotLoadedYet(source.load);
    const options = this.#options(kind, fields, path);
    const { weight, required } = readCommon(type, fields, path);
    const given = { type, value, options, scope: fields.scope };
    const check = this.#create(kind, given, path, valuePath);
    if (check.usesJudge === true) this.#usesJudge = true;
    const scope = readScope({ type, scope: fields.scope, place, check }, path);
    return { type, negated: kind.type !== type, scope, weight, required, check };
  }

  #takeApart(entry: unknown, path: CriterionPath): Entry {
    if (typeof entry === 'string') {
      const at = { path, part: 'value' } as const;
      return { type: entry, value: undefined, fields: {}, at, valuePath: path };
    }
    if (!isMapping(entry)) {
      throw new CriterionSyntaxError({
        path,
        message: 'A criterion is a name, or a name and a value.',
        hint: 'Write - contains: "text" or - no-pii.',
      });
    }
    if (typeof entry.type === 'string') {
      const at = { path: [...path, 'type'], part: 'value' } as const;
      const valuePath = [...path, 'value'];
      return { type: entry.type, value: entry.value, fields: entry, at, valuePath };
    }
    const type = this.#nameIn(entry, path);
    const valuePath = [...path, type];
    // What stands behind the name is no option.
    const { [type]: value, ...fields } = entry;
    return { type, value, fields, at: { path: valuePath, part: 'key' }, valuePath };
  }

  /** The key of the short form that is the criterion's name. */
  #nameIn(entry: Fields, path: CriterionPath): string {
    const keys = Object.keys(entry).filter((key) => !COMMON.has(key));
    const names = keys.filter((key) => this.#source(key) !== undefined);
    const [first, second] = names;
    if (first !== undefined && second !== undefined && !this.#isOptionOf(first, second)) {
      if (this.#isOptionOf(second, first)) return second;
      throw new CriterionSyntaxError({
        path: [...path, second],
        part: 'key',
        message: `One entry holds two criteria, "${first}" and "${second}".`,
        hint: 'Begin a new line with "- " for each.',
      });
    }
    if (first !== undefined) return first;
    if (keys[0] !== undefined) return keys[0];
    throw new CriterionSyntaxError({
      path,
      message: 'A criterion does not say what it is.',
      hint: `Give it a type: ${this.types.join(', ')}.`,
    });
  }

  #source(type: string): KindSource | undefined {
    return this.#kinds.get(withoutNot(type)) ?? this.#kinds.get(type);
  }

  #isOptionOf(type: string, key: string): boolean {
    const source = this.#source(type);
    return source?.options === 'any' || source?.options?.includes(key) === true;
  }

  /** What stands beside the value, without what every criterion has. */
  #options(kind: CriterionKind, fields: Fields, path: CriterionPath): Fields {
    const own = Object.entries(fields).filter(([key]) => !COMMON.has(key));
    for (const [key] of own) {
      if (kind.options === 'any' || kind.options?.includes(key)) continue;
      const options = [...(kind.options ?? []), ...COMMON_OPTIONS];
      throw unknownOption(key, { options, types: this.types }, [...path, key]);
    }
    return Object.fromEntries(own);
  }

  #create(
    kind: CriterionKind,
    given: { type: string; value: unknown; options: Fields; scope: unknown },
    path: CriterionPath,
    valuePath: CriterionPath,
  ): Check {
    const { valueKey } = kind;
    const spread = valueKey !== undefined && isMapping(given.value);
    const { value, options } = spread
      ? this.#spread(kind, valueKey, given.value as Fields, given.options, valuePath)
      : given;
    try {
      return kind.create(
        { value, options },
        {
          root: this.#root,
          modules: this.#modules,
          scope: given.scope,
          readParts: (list) =>
            list.map((part, index) => this.#readPart(part, [...valuePath, index])),
        },
      );
    } catch (error) {
      if (!(error instanceof CriterionValueError)) throw error;
      const [first] = error.path;
      const isOption = typeof first === 'string' && Object.hasOwn(options, first);
      const base = isOption && !spread ? path : valuePath;
      throw new CriterionSyntaxError({
        path: [...base, ...error.path],
        message: `The criterion "${given.type}" cannot be used: ${error.message}.`,
      });
    }
  }

  /** `llm_judge: { rubric: …, threshold: 0.8 }` is `llm_judge: …` with `threshold: 0.8` beside it. */
  #spread(
    kind: CriterionKind,
    valueKey: string,
    mapping: Fields,
    beside: Fields,
    at: CriterionPath,
  ) {
    const { [valueKey]: value, ...options } = mapping;
    for (const key of Object.keys(options)) {
      if (kind.options === 'any' || kind.options?.includes(key)) continue;
      const known = [valueKey, ...(kind.options ?? [])];
      throw unknownOption(key, { options: known, types: [] }, [...at, key]);
    }
    return { value, options: { ...beside, ...options } };
  }

  /** What holds for a whole criterion makes no sense for a part of one. */
  #readPart(entry: unknown, path: CriterionPath): Criterion {
    const part = this.#read(entry, path, 'case');
    if (part.check.run !== undefined) {
      throw new CriterionSyntaxError({
        path,
        message: `"${part.type}" cannot be a part of another.`,
      });
    }
    for (const key of ['required', 'scope'] as const) {
      if (!isMapping(entry) || !(key in entry)) continue;
      throw new CriterionSyntaxError({
        path: [...path, key],
        part: 'key',
        message: `"${key}" belongs to the whole criterion, not to a part of it.`,
      });
    }
    return part;
  }
}

function readCommon(type: string, fields: Fields, path: CriterionPath) {
  const { weight = 1, required = false } = fields;
  if (typeof weight !== 'number' || !(weight >= 0 && Number.isFinite(weight))) {
    throw new CriterionSyntaxError({
      path: [...path, 'weight'],
      message: `The weight of "${type}" must be a number, 0 or more.`,
    });
  }
  if (typeof required !== 'boolean') {
    throw new CriterionSyntaxError({
      path: [...path, 'required'],
      message: `"required" of "${type}" must be true or false.`,
    });
  }
  return { weight, required };
}

/** A list belongs to something, and its criteria look at that or at parts of it. */
function readScope(
  given: { type: string; scope: unknown; place: CriteriaPlace; check: Check },
  path: CriterionPath,
): CriterionScope {
  const { type, scope, place, check } = given;
  const wrong = (message: string) =>
    new CriterionSyntaxError({ path: [...path, 'scope'], message });
  if (check.run !== undefined) {
    if (place === 'scenario' && (scope === undefined || scope === 'run')) return 'run';
    if (scope !== undefined && scope !== 'run') {
      throw wrong(`The scope of "${type}" must be run: it is a number of all rows together.`);
    }
    throw new CriterionSyntaxError({
      path,
      message: `"${type}" judges a whole run, so it belongs to the criteria of the scenario.`,
    });
  }
  if (scope === undefined) return place === 'turn' ? 'turn' : 'case';
  if (scope === 'turn' || (scope === 'case' && place !== 'turn')) return scope;
  if (scope === 'run') throw wrong(`"${type}" cannot judge a run; metric can: - metric: pass_rate`);
  throw wrong(
    `The scope of "${type}" must be ${place === 'turn' ? 'turn: it stands in a turn' : 'turn or case'}.`,
  );
}

function isMapping(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNot(type: string): string {
  return type.startsWith('not-') ? type.slice(4) : type;
}
