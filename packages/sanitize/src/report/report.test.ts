import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { formatBaseline, parseBaseline } from './baseline.js';
import { toJsonReport } from './json-report.js';
import { toSarif } from './sarif.js';

const key = 'a key of sixteen bytes or more';
const sanitizer = createSanitizer({ key });
const text = 'one\nmail jane@x.example or\npassword=hunter2!\n';
const findings = sanitizer.inspect(text, { file: 'notes/a b.txt' });

describe('what an inspection tells', () => {
  it('is where each value is, and never what', () => {
    expect(findings).toEqual([
      {
        rule: 'email',
        type: 'email',
        category: 'pii',
        file: 'notes/a b.txt',
        line: 2,
        column: 6,
        endLine: 2,
        endColumn: 20,
        confidence: 0.95,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      expect.objectContaining({ type: 'api_key', category: 'secret', line: 3, column: 10 }),
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/jane|hunter2/);
  });

  it('has the same fingerprint for a value wherever it stands and however it is written', () => {
    const [inText] = findings;
    const [inJson] = sanitizer.inspect(String.raw`{"to":"Jane\u0040x.example"}`, {
      format: 'json',
    });
    expect(inJson?.fingerprint).toBe(inText?.fingerprint);
    const [other] = createSanitizer({ key: `${key}!` }).inspect(text);
    expect(other?.fingerprint).not.toBe(inText?.fingerprint);
    expect(createSanitizer().inspect(text)[0]?.fingerprint).toBeUndefined();
  });
});

describe('a baseline', () => {
  it('leaves what was accepted and finds what is new', () => {
    const baseline = parseBaseline(formatBaseline(findings));
    const accepting = createSanitizer({ key, baseline });
    expect(accepting.inspect(text)).toEqual([]);
    expect(accepting.sanitize(`${text}new@x.example`).text).toBe(`${text}[EMAIL_1]`);
  });

  it('holds no value, and needs a key', () => {
    expect(formatBaseline(findings)).not.toMatch(/jane|hunter2/);
    expect(() => formatBaseline(createSanitizer().inspect(text))).toThrow(
      expect.objectContaining({ key: 'key' }),
    );
    expect(() => parseBaseline('[]')).toThrow(expect.objectContaining({ key: 'baseline' }));
  });
});

it('a report in JSON counts and lists', () => {
  const report = toJsonReport(findings);
  expect(report.counts).toEqual({ email: 1, api_key: 1 });
  expect(report.findings[0]).toMatchObject({ file: 'notes/a b.txt', line: 2, end_column: 20 });
  expect(JSON.stringify(report)).not.toMatch(/jane|hunter2/);
});

it('a report in SARIF points each result to its rule and place', () => {
  const log = toSarif(findings, { version: '1.2.3' });
  const [run] = log.runs;
  expect(log.version).toBe('2.1.0');
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(
    [...new Set(findings.map(({ rule }) => rule))].sort(),
  );
  for (const result of run?.results ?? []) {
    expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  }
  expect(run?.results[0]).toMatchObject({
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'notes/a%20b.txt' },
          region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 20 },
        },
      },
    ],
    partialFingerprints: { 'fluxloop/v1': findings[0]?.fingerprint },
  });
  expect(run?.results[1]?.level).toBe('error');
  expect(JSON.stringify(log)).not.toMatch(/jane|hunter2/);
});
