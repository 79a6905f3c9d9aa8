import { validateStrict } from 'ctrf';
import { describe, expect, it } from 'vitest';
import {
  htmlElements,
  htmlText,
  parseHtml,
  parseXml,
  renderMarkdown,
  sarifProblems,
  xmlElements,
} from './parsers.test-support.js';
import {
  caseId,
  EACH_VERDICT,
  failedRow,
  ledgerOf,
  removedBehindEach,
  row,
} from './reported-run.test-support.js';

const stored = removedBehindEach();

/** Assembled here, so that no scanner finds it in the source. */
const EMAIL = ['agent.smith', 'example.org'].join('@');

describe('jsonl', () => {
  it('is the ledger, byte for byte, when that is sanitized', async () => {
    const run = await stored(EACH_VERDICT);
    expect(await run.text('jsonl')).toBe(await ledgerOf(run));
  });
});

describe('json', () => {
  it('has the run, its summary and the rows', async () => {
    const run = await stored(EACH_VERDICT, { planned: 9 });
    expect(JSON.parse(await run.text('json'))).toMatchObject({
      report: 'fluxloop',
      version: 1,
      run: { run_id: 'run_20261121_143022_k3f9', sanitized: true, target: 'node agent.mjs' },
      summary: { complete: false, totals: { cases: 5, verdicts: { pass: 1, fail: 1, error: 1 } } },
      rows: EACH_VERDICT.map(({ case_id, verdict }) => ({ case_id, verdict })),
    });
  });

  it('is a document without rows too', async () => {
    const run = await stored([]);
    expect(JSON.parse(await run.text('json'))).toMatchObject({ rows: [] });
  });
});

describe('junit', () => {
  it('has a suite for each scenario, and tells fail, error and skipped apart', async () => {
    const run = await stored(EACH_VERDICT);
    const document = parseXml(await run.text('junit'));
    expect(document.attributes).toMatchObject({
      tests: '5',
      failures: '1',
      errors: '1',
      skipped: '2',
    });
    const [orders, refunds] = document.children;
    expect(orders?.attributes).toMatchObject({
      name: 'orders',
      tests: '3',
      failures: '0',
      errors: '1',
      skipped: '2',
      file: 'scenarios/orders.yaml',
    });
    expect(refunds?.attributes).toMatchObject({
      name: 'refunds',
      tests: '2',
      failures: '1',
      errors: '0',
    });
    const outcome = (name: string) =>
      xmlElements(document, name).map(({ attributes }) => attributes);
    expect(outcome('failure')).toEqual([
      { message: 'contains: No answer contains "sorry".', type: 'fail' },
    ]);
    expect(outcome('error')).toEqual([
      { message: 'The agent took longer than 30 s.', type: 'target_timeout' },
    ]);
    expect(outcome('skipped')).toEqual([
      { message: 'unjudged: it has no criteria to judge it by' },
      {},
    ]);
  });

  it('keeps rows together that were finished in any order, however many', async () => {
    const rows = function* () {
      for (let index = 0; index < 3_000; index++) {
        yield failedRow('x'.repeat(800), { case_id: caseId(index), scenario: `s${index % 7}` });
      }
    };
    const run = await stored(rows(), { sanitized: false });
    const suites = parseXml(await run.text('junit', { raw: true })).children;
    expect(suites.map(({ attributes }) => attributes.name)).toEqual([
      's0',
      's1',
      's2',
      's3',
      's4',
      's5',
      's6',
    ]);
    for (const { attributes, children } of suites) {
      expect(children).toHaveLength(Number(attributes.tests));
      expect(children.every((one) => one.attributes.classname === attributes.name)).toBe(true);
    }
  });
});

describe('ctrf', () => {
  it('counts an error as failed, and keeps what it was', async () => {
    const run = await stored(EACH_VERDICT);
    const report: unknown = JSON.parse(await run.text('ctrf'));
    validateStrict(report);
    expect(report).toMatchObject({
      runId: 'run_20261121_143022_k3f9',
      results: {
        tool: { name: 'fluxloop' },
        summary: { tests: 5, passed: 1, failed: 2, other: 1, skipped: 1, pending: 0, suites: 2 },
        tests: [
          { testId: caseId(1), status: 'passed', rawStatus: 'pass', suite: ['refunds'] },
          { status: 'failed', rawStatus: 'fail', message: 'contains: No answer contains "sorry".' },
          { status: 'failed', rawStatus: 'error', retries: 1, filePath: 'scenarios/orders.yaml' },
          { status: 'other', rawStatus: 'unjudged' },
          { status: 'skipped', rawStatus: 'skipped' },
        ],
      },
    });
  });
});

describe('sarif', () => {
  const leaking = (index: number, iteration = 0) =>
    row({
      case_id: caseId(index),
      iteration,
      messages: [
        { role: 'user', text: 'Who are you?' },
        { role: 'agent', text: `Write to ${EMAIL}` },
      ],
    });

  it('has a result for each leak, with rule, file and fingerprint, and never the value', async () => {
    const run = await stored([leaking(1), leaking(2)], { sanitized: false });
    const text = await run.text('sarif', { raw: true });
    expect(text).not.toContain(EMAIL);
    const log = JSON.parse(text) as { runs: [{ results: object[] }] };
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results).toHaveLength(2);
    expect(log.runs[0]).toMatchObject({
      tool: {
        driver: {
          name: 'FluxLoop',
          rules: [{ id: 'email', name: 'LeakedEmail', defaultConfiguration: { level: 'warning' } }],
        },
      },
      results: [
        {
          ruleId: 'email',
          ruleIndex: 0,
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'scenarios/refunds.yaml', uriBaseId: 'SRCROOT' },
                region: { startLine: 1 },
              },
            },
          ],
          partialFingerprints: {
            primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/),
            'fluxloopValue/v1': expect.stringMatching(/^[0-9a-f]{16}$/),
          },
        },
        {},
      ],
    });
  });

  it('has one result for the repeats of a case, with the same fingerprint from run to run', async () => {
    const results = async (): Promise<unknown[]> => {
      const run = await stored([leaking(1, 0), leaking(1, 1), leaking(1, 2)]);
      const log = JSON.parse(await run.text('sarif')) as { runs: [{ results: unknown[] }] };
      return log.runs[0].results;
    };
    const [first] = await results();
    expect(first).toMatchObject({ occurrenceCount: 3 });
    const identity = (result: unknown): unknown =>
      (result as { partialFingerprints: Record<string, string> }).partialFingerprints
        .primaryLocationLineHash;
    expect(identity((await results())[0])).toBe(identity(first));
  });

  it('names the file of a scenario whose name is sensitive too', async () => {
    const run = await stored([{ ...leaking(1), scenario: `for ${EMAIL}` }], { sanitized: false });
    for (const raw of [true, false]) {
      expect(await run.text('sarif', { raw })).toContain(
        '"uri": "scenarios/for%20%5BEMAIL_1%5D.yaml"',
      );
    }
  });

  it('is valid without any result', async () => {
    const run = await stored([row()]);
    const log = JSON.parse(await run.text('sarif')) as { runs: [{ results: object[] }] };
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results).toEqual([]);
  });

  it('escapes paths', async () => {
    const run = await stored([{ ...leaking(1), scenario: 'a b#c?d%20é' }]);
    expect(await run.text('sarif')).toContain('"uri": "scenarios/a%20b%23c%3Fd%2520%C3%A9.yaml"');
  });
});

describe('md', () => {
  it('says what a run came to, by scenario, and why cases did not pass', async () => {
    const run = await stored(EACH_VERDICT);
    const page = renderMarkdown(await run.text('md'));
    const texts = (tag: string) =>
      htmlElements(page, ({ tagName }) => tagName === tag).map(htmlText);
    expect(texts('h2')).toEqual(['❌ FluxLoop: 2 of 5 did not pass (1 by errors).']);
    expect(texts('tr').map((line) => line.trim().split(/\s*\n\s*/))).toEqual([
      ['Scenario', 'Cases', 'pass', 'fail', 'error', 'unjudged', 'skipped', 'Score', 'P50', 'P95'],
      ['orders', '3', '0', '0', '1', '1', '1', '–', '100 ms', '100 ms'],
      ['refunds', '2', '1', '1', '0', '0', '0', '50 %', '100 ms', '100 ms'],
      ['all', '5', '1', '1', '1', '1', '1', '50 %', '100 ms', '100 ms'],
      ['Verdict', 'Scenario', 'Case', 'Why'],
      ['fail', 'refunds', 'late order', 'contains: No answer contains "sorry".'],
      ['error', 'orders', 'a plain refund', 'The agent took longer than 30 s.'],
      ['unjudged', 'orders', 'a plain refund', 'it has no criteria to judge it by'],
    ]);
  });

  it('does not call a run passed that was stopped', async () => {
    const run = await stored([row({ case_id: caseId(1) })], { planned: 3 });
    const text = await run.text('md');
    expect(text).toMatch(/^## ⚠️ FluxLoop: Not finished: 1 passed before it was stopped\.\n/);
    expect(text).toContain('The run was stopped after 1 of 3 cases.');
  });

  it('stays short enough for a comment, whatever failed', async () => {
    const rows = Array.from({ length: 500 }, (_, index) =>
      failedRow('<|*_`'.repeat(1_000), {
        case_id: caseId(index),
        scenario: `scenario ${index % 90}`,
      }),
    );
    const run = await stored(rows);
    const text = await run.text('md');
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('… and 470 more.');
    expect(text).toContain('… and 40 more');
  });

  it.each([
    [[row()], '✅ FluxLoop: The one case passed.'],
    [[row({ verdict: 'unjudged', criteria: [], score: 0 })], '⚠️ FluxLoop: Not judged'],
    [[row({ verdict: 'skipped' })], '⚠️ FluxLoop: All 1 cases were skipped.'],
    [[], '⚠️ FluxLoop: No case was run.'],
  ])('has a headline for every outcome', async (rows, headline) => {
    expect(await (await stored(rows)).text('md')).toContain(headline);
  });
});

describe('what is asked of a scenario as a whole', () => {
  const asked = {
    type: 'metric',
    expected: 'pass_rate of at least 0.9',
    metric: 'pass_rate' as const,
    min: 0.9,
    negated: false,
    weight: 1,
  };

  it.each(['md', 'html'] as const)('is told in %s', async (format) => {
    const run = await stored(EACH_VERDICT.slice(0, 2), { runCriteria: [asked] });
    const text = await run.text(format);
    const page = format === 'md' ? renderMarkdown(text) : parseHtml(text);
    const [told] = htmlElements(
      page,
      (one) => one.tagName === 'li' && htmlText(one).includes('metric'),
    );
    expect(told && htmlText(told)).toMatch(/(❌|fail).*refunds metric pass_rate of at least 0\.9/);
  });
});

describe('github', () => {
  it('annotates ten errors and ten warnings, and says how many there are besides', async () => {
    const rows = Array.from({ length: 30 }, (_, index) =>
      index % 2 === 0
        ? failedRow('no', { case_id: caseId(index) })
        : row({ case_id: caseId(index), verdict: 'unjudged', criteria: [], score: 0 }),
    );
    const lines = (await (await stored(rows)).text('github')).trimEnd().split('\n');
    const count = (start: string) => lines.filter((line) => line.startsWith(start)).length;
    expect([count('::error '), count('::warning '), count('::notice ')]).toEqual([10, 10, 1]);
    expect(lines.at(-1)).toBe(
      '::notice title=FluxLoop::15 of 30 did not pass. 10 of them have no annotation.',
    );
  });
});
