import { classifier } from './classifier-criterion.js';
import { allOf, anyOf } from './composite-criteria.js';
import { cost } from './cost-criterion.js';
import type { CriterionKind } from './criterion.js';
import { isJson } from './is-json-criterion.js';
import { javascript } from './javascript-criterion.js';
import { comparison, llmJudge } from './judge-criteria.js';
import { latency } from './latency-criterion.js';
import { noPii, noSecrets } from './leak-criteria.js';
import { metric } from './metric-criterion.js';
import { moduleCriterion } from './module-criterion.js';
import { numberEquals, wordCount } from './number-criteria.js';
import { regex } from './regex-criterion.js';
import { levenshtein, similar } from './similarity-criteria.js';
import { stateEquals } from './state-criterion.js';
import { contains, equals, icontains, startsWith } from './text-criteria.js';
import { toolArgs, toolCalled, toolSequence } from './tool-criteria.js';

/** A kind, loaded or not. */
export interface KindSource {
  type: string;
  options: CriterionKind['options'];
  /** `null` until it is loaded. */
  kind: CriterionKind | null;
  load(): Promise<void>;
}

/** A kind that needs no loading. */
export function loadedKind(kind: CriterionKind): KindSource {
  return { type: kind.type, options: kind.options, kind, load: async () => undefined };
}

/** A kind that is loaded with the first scenario that asks for it. */
function lazyKind(
  type: string,
  options: readonly string[],
  load: () => Promise<CriterionKind>,
): KindSource {
  const source: KindSource = {
    type,
    options,
    kind: null,
    load: async () => {
      source.kind = await load();
    },
  };
  return source;
}

const SOURCES: readonly KindSource[] = [
  ...[contains, icontains, startsWith, regex, equals, isJson].map(loadedKind),
  lazyKind('json-schema', [], async () => (await import('./json-schema-criterion.js')).jsonSchema),
  ...[numberEquals, levenshtein, similar, wordCount, latency, cost, javascript].map(loadedKind),
  ...[toolCalled, toolSequence, toolArgs, noPii, noSecrets, stateEquals].map(loadedKind),
  ...[llmJudge, classifier, comparison, metric, moduleCriterion, allOf, anyOf].map(loadedKind),
];

/** All built-in kinds by name, in the order in which they are told. */
export const BUILT_IN_KINDS: ReadonlyMap<string, KindSource> = new Map(
  SOURCES.map((source) => [source.type, source]),
);

/** The names of the built-in criteria; `not-` may stand before any of them. */
export function criterionTypes(): string[] {
  return [...BUILT_IN_KINDS.keys()];
}
