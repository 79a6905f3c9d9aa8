import type { ReportFinding } from './report-finding.js';

/** A SARIF log of one run, as far as it is used here. */
export interface SarifLog {
  $schema: string;
  version: '2.1.0';
  runs: SarifRun[];
}

interface SarifRun {
  tool: { driver: { name: string; informationUri: string; version?: string; rules: SarifRule[] } };
  columnKind: 'utf16CodeUnits';
  results: SarifResult[];
}

interface SarifRule {
  id: string;
  name: string;
  shortDescription: { text: string };
  defaultConfiguration: { level: 'error' | 'warning' };
  properties: { tags: string[] };
}

interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: 'error' | 'warning';
  message: { text: string };
  locations: {
    physicalLocation: {
      artifactLocation: { uri: string };
      region: { startLine: number; startColumn: number; endLine: number; endColumn: number };
    };
  }[];
  partialFingerprints?: { 'fluxloop/v1': string };
  properties: { type: string; confidence: number };
}

/**
 * Findings as SARIF 2.1.0, which code hosts and editors show in their places. It holds no value.
 *
 * @param options.version - the version of what made the findings, if it is to be told
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(
  findings: readonly ReportFinding[],
  options: { version?: string } = {},
): SarifLog {
  const rules = new Map<string, ReportFinding>();
  for (const finding of findings) {
    if (!rules.has(finding.rule)) rules.set(finding.rule, finding);
  }
  const ids = [...rules.keys()].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'FluxLoop Sanitize',
            informationUri: 'https://fluxloop.ai',
            ...(options.version === undefined ? {} : { version: options.version }),
            rules: ids.map((id) => ruleOf(rules.get(id)!)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
      },
    ],
  };
}

/** Who gets a secret can use it at once; personal data is a warning. */
function levelOf({ category }: ReportFinding): 'error' | 'warning' {
  return category === 'secret' ? 'error' : 'warning';
}

function ruleOf(finding: ReportFinding): SarifRule {
  const { rule, type, category } = finding;
  return {
    id: rule,
    name: rule.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: describe(finding) },
    defaultConfiguration: { level: levelOf(finding) },
    properties: { tags: [category, type] },
  };
}

function describe({ type, category, rule }: ReportFinding): string {
  const kind = category === 'secret' ? 'A secret' : 'Personal data';
  return `${kind} (${type.replaceAll('_', ' ')}), found by ${rule}.`;
}

function resultOf(finding: ReportFinding, ruleIndex: number): SarifResult {
  const { rule, type, confidence, file, line, column, endLine, endColumn, fingerprint } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: levelOf(finding),
    message: { text: describe(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    ...(fingerprint === undefined ? {} : { partialFingerprints: { 'fluxloop/v1': fingerprint } }),
    properties: { type, confidence },
  };
}

/** A path as the reference of a URI, RFC 3986: relative paths stay relative. */
function uriOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/').map(encodeURIComponent);
  const uri = parts.join('/');
  if (/^[A-Za-z]%3A\//.test(uri)) return `file:///${uri.replace('%3A', ':')}`;
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
