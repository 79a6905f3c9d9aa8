import type { ContextRules } from './configuration/read-context.js';
import type { OperatorRules } from './configuration/read-operator.js';
import type { Rules } from './configuration/rules.js';
import { createBase64Detector } from './encodings/base64.js';
import { ENCODED, type FindDecoded } from './encodings/encoded.js';
import { createPercentDetectors } from './encodings/percent.js';
import { Barriers } from './engine/barriers.js';
import type { Detector } from './engine/detector.js';
import type { Hint } from './engine/labels.js';
import { createPlan, type Plan } from './engine/plan.js';
import type { Finding } from './engine/scan.js';
import { type Progress, type Swept, sweep } from './engine/sweep.js';
import { byteOffsetsIn, decodeExactly, encodeExactly } from './engine/utf8.js';
import { Operators } from './operators/operators.js';
import { OwnMatches } from './own/own-matches.js';
import { createOwnAdvance, findWithOwn } from './own/own-stream.js';
import { Policy } from './policy/policy.js';
import {
  type AdvanceBytes,
  advanceBytesByText,
  createAdvanceBytes,
  type FindingListener,
} from './sanitize-bytes.js';
import { type Advance, createAdvance } from './sanitize-stream.js';
import { type Replacement, splice } from './splice.js';
import { labelOf } from './types.js';

const BEGINNING: Progress = { low: 0, decided: 0, open: undefined };

/** Finds what the rules of a sanitizer name, in whole texts and in chunks. */
export class Finder {
  readonly operators: Operators;
  readonly plan: Plan;
  readonly barriers: Barriers;
  readonly #rules: Rules;
  readonly #policy: Policy;
  readonly #hasOwn: boolean;
  readonly #labels: ReadonlySet<string>;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.operators = new Operators(operatorsOf(rules), rules.operator, rules.hash);
    this.#policy = policyOf(rules, this.operators);
    const detectors = rules.detectors.map((detector) => this.#policy.guard(detector));
    this.#labels = new Set(rules.types.map(labelOf));
    this.barriers = new Barriers(rules.knownSecrets, this.operators.literals, this.#labels);
    const plan = createPlan(detectors, rules.types);
    this.plan = rules.decode ? this.#decoding(plan, detectors) : plan;
    this.#hasOwn = rules.own.length > 0 || rules.markers;
  }

  /** A plan that looks into what is encoded too, one level deep. */
  #decoding(plan: Plan, detectors: readonly Detector[]): Plan {
    const { barriers } = this;
    const find: FindDecoded = (text, hint) =>
      sweep(text, plan, barriers, BEGINNING, true, hint).findings;
    const all = [...detectors, createBase64Detector(find), ...createPercentDetectors(find)];
    return createPlan(all, [...this.#rules.types, ENCODED]);
  }

  /** Everything in a text, sorted and apart. */
  find(text: string, hint?: Hint): Swept {
    const { plan, barriers } = this;
    if (!this.#hasOwn) return sweep(text, plan, barriers, BEGINNING, true, hint);
    return findWithOwn(text, this.#ownMatches(), barriers, (all) =>
      sweep(text, plan, all, BEGINNING, true, hint),
    );
  }

  /** What does the same to a text that comes in chunks, and replaces. */
  advance(replacement: Replacement): Advance {
    const { plan, barriers } = this;
    if (!this.#hasOwn) return createAdvance(plan, barriers, replacement);
    return createOwnAdvance(plan, barriers, this.#ownMatches(), (all) =>
      createAdvance(plan, all, replacement),
    );
  }

  /** The same of bytes; the listener hears of findings by the offsets of bytes. */
  advanceBytes(replacement: Replacement, listener?: FindingListener): AdvanceBytes {
    if (this.#hasOwn) return advanceBytesByText(this.advance(replacement));
    return createAdvanceBytes(this.plan, this.barriers, replacement, listener);
  }

  /** Everything in bytes as a whole, and the bytes with it replaced. */
  sanitizeBytes(
    bytes: Uint8Array,
    replacement: Replacement,
  ): { bytes: Uint8Array; findings: Finding[] } {
    if (!this.#hasOwn) {
      const findings: Finding[] = [];
      const advance = this.advanceBytes(replacement, (finding) => findings.push(finding));
      return { bytes: advance(bytes, true), findings };
    }
    const text = decodeExactly(bytes);
    const { findings } = this.find(text);
    const offsetOf = byteOffsetsIn(text);
    return {
      bytes: encodeExactly(splice(text, findings, replacement)),
      findings: findings.map((finding) => ({
        ...finding,
        start: offsetOf(finding.start),
        end: offsetOf(finding.end),
      })),
    };
  }

  #ownMatches(): OwnMatches {
    return new OwnMatches(this.#rules.own, {
      labels: this.#labels,
      judge: (text, start, end, value) => this.#policy.judgeOwn(text, start, end, value),
      markers: this.#rules.markers,
    });
  }
}

function operatorsOf({ byType }: Rules): ReadonlyMap<string, OperatorRules> {
  const operators = new Map<string, OperatorRules>();
  for (const [type, { operator }] of byType) {
    if (operator !== undefined) operators.set(type, operator);
  }
  return operators;
}

function policyOf(rules: Rules, operators: Operators): Policy {
  const contexts = new Map<string, readonly ContextRules[]>();
  const thresholds = new Map(rules.thresholds);
  if (rules.context !== undefined) contexts.set('', [rules.context]);
  for (const [type, { context, threshold }] of rules.byType) {
    if (context !== undefined) contexts.set(type, [context]);
    if (threshold !== undefined) thresholds.set(type, threshold);
  }
  const { allow, threshold, baseline } = rules;
  return new Policy({ allow, contexts, thresholds, threshold, baseline }, operators, rules.hash);
}
