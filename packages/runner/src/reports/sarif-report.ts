import { hash } from 'node:crypto';
import type { Leak } from '../ledger/leak-log.js';
import type { CasePlace } from './case-places.js';
import { excerptLine } from './excerpt.js';
import { titleOf } from './reason.js';
import type { BeginReport, ReportedRun } from './report.js';

/**
 * As many as GitHub shows of one upload
 * (https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning).
 */
const MAX_RESULTS = 5_000;
const MAX_TITLE = 120;

/** GitHub's scale for the two categories of what can leak: a secret opens something. */
const SEVERITY = {
  secret: { level: 'error', 'security-severity': '8.5' },
  pii: { level: 'warning', 'security-severity': '6.0' },
} as const;

/** A leak as often as it was found, and what is known of its case. */
interface Finding {
  leak: Leak;
  count: number;
  /** Which of the values that this rule found in this turn of this case, from 1. */
  ordinal: number;
  /** Its name and its scenario's file, once its row has been seen. */
  title: string | null;
  file: string | null;
}

/**
 * `sarif`: what the agent brought up by itself, for code scanning, as SARIF 2.1.0
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): rule, file and line of the input,
 * fingerprint, and never the value. Repeats of a case that leak the same count as one result.
 */
export const beginSarifReport: BeginReport = async (run, out) => {
  const { findings, leftOut } = await collect(run);
  const byCase = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { case_id } = finding.leak;
    byCase.set(case_id, [...(byCase.get(case_id) ?? []), finding]);
  }
  return {
    add(row) {
      for (const finding of byCase.get(row.case_id) ?? []) {
        finding.title ??= excerptLine(titleOf({ ...row, iteration: 0 }), MAX_TITLE);
        finding.file ??= run.fileOf(row.scenario);
      }
      return undefined;
    },
    async end() {
      const places = await run.places(new Set(byCase.keys()));
      await out.write(`${JSON.stringify(logOf(run, findings, places, leftOut), null, 2)}\n`);
      return leftOut;
    },
  };
};

async function collect(run: ReportedRun): Promise<{ findings: Finding[]; leftOut: number }> {
  const findings = new Map<string, Finding>();
  const ordinals = new Map<string, number>();
  let leftOut = 0;
  for await (const leak of run.leaks()) {
    const place = placeInRun(leak);
    const key = `${place}\n${leak.fingerprint}`;
    const known = findings.get(key);
    if (known !== undefined) known.count += 1;
    else if (findings.size === MAX_RESULTS) leftOut += 1;
    else {
      const ordinal = (ordinals.get(place) ?? 0) + 1;
      ordinals.set(place, ordinal);
      findings.set(key, { leak, count: 1, ordinal, title: null, file: null });
    }
  }
  return { findings: [...findings.values()], leftOut };
}

/** What stays the same from run to run, on every machine: fingerprints have a key of their own on each. */
function placeInRun({ case_id, turn, rule }: Leak): string {
  return [case_id, turn, rule].join('\n');
}

function logOf(
  run: ReportedRun,
  findings: readonly Finding[],
  places: ReadonlyMap<string, CasePlace>,
  leftOut: number,
): object {
  const rules = [...new Map(findings.map(({ leak }) => [leak.rule, leak.type]))].sort(
    ([one], [other]) => (one < other ? -1 : 1),
  );
  const indexes = new Map(rules.map(([rule], index) => [rule, index]));
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'FluxLoop',
            semanticVersion: run.plan.engine_version,
            informationUri: 'https://fluxloop.ai',
            rules: rules.map(([rule, type]) => ruleOf(rule, type, run)),
          },
        },
        automationDetails: { id: 'fluxloop/leaks/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: "The repository's folder." } } },
        results: findings.map((finding) =>
          resultOf(finding, indexes.get(finding.leak.rule) ?? 0, places, run),
        ),
        properties: { run_id: run.plan.run_id, results_left_out: leftOut },
      },
    ],
  };
}

function ruleOf(rule: string, type: string, run: ReportedRun): object {
  const category = run.categoryOf(type);
  const { level, ...properties } = SEVERITY[category];
  const what = category === 'secret' ? 'a secret' : 'personal data';
  return {
    id: rule,
    name: `Leaked${type.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, first: string) => first.toUpperCase())}`,
    shortDescription: { text: `The agent said ${what} of its own (${type}).` },
    fullDescription: {
      text: `The agent's answer held ${what} (${type}) that the user had not typed before. Where it comes from should be looked for in the agent's prompt, its tools and its data.`,
    },
    help: {
      text: 'Look at the conversation with: fluxloop results show RUN --case CASE. A value that is meant to be said goes into sanitization.allow of fluxloop.yaml.',
    },
    defaultConfiguration: { level },
    properties: { tags: ['security', category === 'secret' ? 'secret' : 'privacy'], ...properties },
  };
}

function resultOf(
  { leak, count, ordinal, title, file }: Finding,
  ruleIndex: number,
  places: ReadonlyMap<string, CasePlace>,
  run: ReportedRun,
): object {
  const place = places.get(leak.case_id);
  const uri = place?.file ?? file ?? run.projectFile;
  const category = run.categoryOf(leak.type) === 'secret' ? 'a secret' : 'personal data';
  const name = title === null ? leak.case_id : `"${title}" (${leak.case_id})`;
  return {
    ruleId: leak.rule,
    ruleIndex,
    level: SEVERITY[run.categoryOf(leak.type)].level,
    message: {
      text: `In turn ${leak.turn + 1} of ${name} the agent said ${category} of its own: ${leak.type}.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(uri), uriBaseId: 'SRCROOT' },
          // Code scanning shows no result without a line.
          region: { startLine: place?.line ?? 1 },
        },
      },
    ],
    partialFingerprints: {
      // The one that GitHub follows an alert by; without it, it would hash the line.
      primaryLocationLineHash: `${hash('sha256', placeInRun(leak)).slice(0, 16)}:${ordinal}`,
      'fluxloopValue/v1': leak.fingerprint,
    },
    occurrenceCount: count,
    properties: { type: leak.type, case_id: leak.case_id, turn: leak.turn, offset: leak.offset },
  };
}

/** A relative reference (RFC 3986 section 4.2): every segment escaped, none taken for a scheme. */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
